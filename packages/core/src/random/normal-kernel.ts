import { readFileSync } from 'node:fs';
import type { RandomKey } from '../contracts/random-key.js';

/** Draws that are made at once, a multiple of eight: half of the kernel's memory. */
const MOST_DRAWS = 2 ** 14;

/** What `wasm/fill-normal.wasm` exports. */
interface KernelExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  /** First address after the module's own data and stack. */
  readonly __heap_base: { readonly value: number };
  fillNormal(key0: number, key1: number, stream: number, first: number, count: number, to: number): void;
}

/** The part of the WebAssembly interface that is used; Node's type declarations leave it to the browser's. */
interface WebAssemblyInterface {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
}

type NormalKernel = (key: RandomKey, stream: number, out: Float32Array) => void;

let loaded: NormalKernel | false | undefined;

/** `fillNormal` on 128-bit vectors, loaded when it is first asked for; undefined where there are none. */
export function normalKernel(): NormalKernel | undefined {
  loaded ??= load() ?? false;
  return loaded === false ? undefined : loaded;
}

function load(): NormalKernel | undefined {
  const { WebAssembly } = globalThis as unknown as { readonly WebAssembly?: WebAssemblyInterface };
  if (WebAssembly === undefined) return undefined;
  const bytes = readFileSync(new URL('../../wasm/fill-normal.wasm', import.meta.url));
  let exports: KernelExports;
  try {
    exports = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as KernelExports;
  } catch {
    // An old processor, or a Node that compiles nothing: JavaScript draws the same, more slowly.
    return undefined;
  }
  const start = Math.ceil(exports.__heap_base.value / 16) * 16;
  const drawn = new Float32Array(exports.memory.buffer, start, MOST_DRAWS);
  return (key, stream, out) => {
    for (let first = 0; first < out.length; first += MOST_DRAWS) {
      const count = Math.min(MOST_DRAWS, out.length - first);
      exports.fillNormal(key[0], key[1], stream, first, Math.ceil(count / 8) * 8, start);
      out.set(count === MOST_DRAWS ? drawn : drawn.subarray(0, count), first);
    }
  };
}
