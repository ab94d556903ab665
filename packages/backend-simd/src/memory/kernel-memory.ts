import { DofError } from '@dof/core';
import type { KernelExports } from '../kernels/kernel-exports.js';
import { BlockAllocator } from './block-allocator.js';

const PAGE = 2 ** 16;
/** The most that 32-bit addresses reach. */
export const MEMORY_LIMIT = 2 ** 32;

/**
 * The kernels' memory: blocks, and views of them. A view is good until the next allocation, which may move the
 * memory, so views are made where they are used and not kept.
 */
export class KernelMemory {
  readonly #exports: KernelExports;
  readonly #allocator: BlockAllocator;

  constructor(exports: KernelExports) {
    this.#exports = exports;
    this.#allocator = new BlockAllocator(exports.__heap_base.value, (end) => this.#reach(end));
  }

  /** Bytes of the memory, which never become fewer. */
  get size(): number {
    return this.#exports.memory.buffer.byteLength;
  }

  /**
   * The address of a new block, with undefined contents.
   *
   * @param what names the block in the DOF_ENGINE_MEMORY error thrown when it does not fit.
   * @param remedy says in that error what the user can do.
   */
  allocate(bytes: number, what: string, remedy: string): number {
    try {
      return this.#allocator.allocate(bytes);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      const [needed, used] = [bytes, this.#allocator.used].map((size) => (size / 2 ** 20).toFixed(0));
      throw new DofError(
        'DOF_ENGINE_MEMORY',
        `${what} needs ${needed} MiB, which do not fit the WASM engine's memory of at most 4096 MiB ` +
          `with ${used} MiB in use: ${remedy}`,
        { cause: error },
      );
    }
  }

  free(address: number): void {
    this.#allocator.free(address);
  }

  floats(address: number, length: number): Float32Array {
    return new Float32Array(this.#exports.memory.buffer, address, length);
  }

  words(address: number, length: number): Uint32Array {
    return new Uint32Array(this.#exports.memory.buffer, address, length);
  }

  bytes(address: number, length: number): Uint8Array {
    return new Uint8Array(this.#exports.memory.buffer, address, length);
  }

  #reach(end: number): void {
    if (end > MEMORY_LIMIT) throw new RangeError(`address ${end} is beyond 32 bits`);
    const pages = Math.ceil((end - this.size) / PAGE);
    if (pages > 0) this.#exports.memory.grow(pages);
  }
}
