import type { KernelExports } from './kernel-exports.js';
import type { KernelMemory } from '../memory/kernel-memory.js';

/** Kernels, and the memory whose addresses they take. */
export interface Engine {
  readonly kernels: KernelExports;
  readonly memory: KernelMemory;
}
