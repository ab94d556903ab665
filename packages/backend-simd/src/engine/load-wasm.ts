import { readFile } from 'node:fs/promises';
import type { KernelExports } from './kernel-exports.js';
import { WasmMemory, type LinearMemory } from '../memory/wasm-memory.js';
import type { Engine } from './engine.js';

/** What `wasm/dof-kernels.wasm` exports. */
interface WasmExports extends KernelExports {
  readonly memory: LinearMemory;
  /** First address after the module's own data and stack. */
  readonly __heap_base: { readonly value: number };
}

/** The part of the WebAssembly interface that is used; Node's type declarations leave it to the browser's. */
interface WebAssemblyInterface {
  instantiate(bytes: Uint8Array): Promise<{ readonly instance: { readonly exports: unknown } }>;
}

const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssemblyInterface };

/** A fresh instance of the WebAssembly kernels, with a memory of its own. */
export async function loadWasm(): Promise<Engine> {
  const bytes = await readFile(new URL('../../wasm/dof-kernels.wasm', import.meta.url));
  const { instance } = await WebAssembly.instantiate(bytes);
  const kernels = instance.exports as WasmExports;
  return { kernels, memory: new WasmMemory(kernels.memory, kernels.__heap_base.value) };
}
