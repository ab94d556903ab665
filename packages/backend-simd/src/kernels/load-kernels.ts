import { readFile } from 'node:fs/promises';
import type { KernelExports } from './kernel-exports.js';

/** The part of the WebAssembly interface that is used; Node's type declarations leave it to the browser's. */
interface WebAssemblyInterface {
  instantiate(bytes: Uint8Array): Promise<{ readonly instance: { readonly exports: unknown } }>;
}

const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssemblyInterface };

/** A fresh instance of the kernels with a memory of its own. */
export async function loadKernels(): Promise<KernelExports> {
  const bytes = await readFile(new URL('../../wasm/dof-kernels.wasm', import.meta.url));
  const { instance } = await WebAssembly.instantiate(bytes);
  return instance.exports as KernelExports;
}
