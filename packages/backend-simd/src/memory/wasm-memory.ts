import { BlockAllocator } from './block-allocator.js';
import { BLOCK_LIMIT, outOfMemory, type KernelMemory } from './kernel-memory.js';

const PAGE = 2 ** 16;

/** The part of `WebAssembly.Memory` that is used. */
export interface LinearMemory {
  readonly buffer: ArrayBuffer;
  /** Adds pages of 64 KiB; throws a RangeError when they are not to be had. */
  grow(pages: number): number;
}

/** Blocks of one WebAssembly memory, which grows and never shrinks. */
export class WasmMemory implements KernelMemory {
  readonly #memory: LinearMemory;
  readonly #allocator: BlockAllocator;

  /** @param start first address that the module itself does not use. */
  constructor(memory: LinearMemory, start: number) {
    this.#memory = memory;
    this.#allocator = new BlockAllocator(start, (end) => this.#reach(end));
  }

  get size(): number {
    return this.#memory.buffer.byteLength;
  }

  allocate(bytes: number, what: string, remedy: string): number {
    try {
      return this.#allocator.allocate(bytes);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      const used = (this.#allocator.used / 2 ** 20).toFixed(0);
      const limit = `the WASM engine's memory of at most ${BLOCK_LIMIT / 2 ** 20} MiB with ${used} MiB in use`;
      throw outOfMemory({ what, remedy, bytes, limit }, error);
    }
  }

  free(address: number): void {
    this.#allocator.free(address);
  }

  floats(address: number, length: number): Float32Array {
    return new Float32Array(this.#memory.buffer, address, length);
  }

  doubles(address: number, length: number): Float64Array {
    return new Float64Array(this.#memory.buffer, address, length);
  }

  words(address: number, length: number): Uint32Array {
    return new Uint32Array(this.#memory.buffer, address, length);
  }

  bytes(address: number, length: number): Uint8Array {
    return new Uint8Array(this.#memory.buffer, address, length);
  }

  #reach(end: number): void {
    if (end > BLOCK_LIMIT) throw new RangeError(`address ${end} is beyond 32 bits`);
    const pages = Math.ceil((end - this.size) / PAGE);
    if (pages > 0) this.#memory.grow(pages);
  }
}
