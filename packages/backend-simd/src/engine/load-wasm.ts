import { readFile } from 'node:fs/promises';
import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';
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
  readonly Module: new () => object;
  compile(bytes: Uint8Array): Promise<object>;
  instantiate(module: object): Promise<{ readonly exports: unknown }>;
}

const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssemblyInterface };

const FILE = new URL('../../wasm/dof-kernels.wasm', import.meta.url);

/** A fresh instance of the WebAssembly kernels, with a memory of its own. */
export async function loadWasm(): Promise<Engine> {
  const exports = (await WebAssembly.instantiate(await compiledKernels())).exports as WasmExports;
  return { kernels: exports, memory: new WasmMemory(exports.memory, exports.__heap_base.value) };
}

/**
 * The compiled kernels: those of the thread that began this one, if it had any, and threads that this one begins later
 * have the same. Threads share the machine code of a module, what they have it optimised to included.
 */
export async function compiledKernels(): Promise<object> {
  // The name is this very file, since a process may have two versions of the package.
  const inherited: unknown = getEnvironmentData(FILE.href);
  if (inherited instanceof WebAssembly.Module) return inherited;
  const compiled = await WebAssembly.compile(await readFile(FILE));
  // Serializable is any value that a message can carry, which a module is.
  setEnvironmentData(FILE.href, compiled as Parameters<typeof setEnvironmentData>[1]);
  return compiled;
}
