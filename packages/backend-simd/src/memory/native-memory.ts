import { BLOCK_LIMIT, outOfMemory, type KernelMemory } from './kernel-memory.js';

const CACHE_LINE = 64;

/** What the addon does with memory, see native/addon.cpp. */
export interface BufferPinning {
  pin(buffer: ArrayBuffer): number;
  release(buffer: ArrayBuffer): void;
}

interface Block {
  readonly address: number;
  readonly bytes: number;
  readonly buffer: ArrayBuffer;
  /** Of the address in the buffer. */
  readonly offset: number;
}

/**
 * Blocks for native kernels, each an ArrayBuffer of its own: JavaScript owns the memory and accounts for it, addresses
 * are those of the process, and a freed block goes back to the system at once.
 */
export class NativeMemory implements KernelMemory {
  readonly #pinning: BufferPinning;
  readonly #blocks = new Map<number, Block>();

  constructor(pinning: BufferPinning) {
    this.#pinning = pinning;
  }

  get size(): number {
    return [...this.#blocks.values()].reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
  }

  allocate(bytes: number, what: string, remedy: string): number {
    try {
      if (bytes > BLOCK_LIMIT) throw new RangeError(`offsets in a block of ${bytes} bytes are beyond 32 bits`);
      const buffer = new ArrayBuffer(bytes + CACHE_LINE);
      const start = this.#pinning.pin(buffer);
      const address = Math.ceil(start / CACHE_LINE) * CACHE_LINE;
      this.#blocks.set(address, { address, bytes, buffer, offset: address - start });
      return address;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      const used = (this.size / 2 ** 20).toFixed(0);
      const limit = `a block of at most ${BLOCK_LIMIT / 2 ** 20} MiB in this machine's memory with ${used} MiB in use`;
      throw outOfMemory({ what, remedy, bytes, limit }, error);
    }
  }

  free(address: number): void {
    const block = this.#blocks.get(address);
    if (block === undefined) throw new RangeError(`no block in use starts at ${address}`);
    this.#blocks.delete(address);
    this.#pinning.release(block.buffer);
  }

  floats(address: number, length: number): Float32Array {
    const { buffer, offset } = this.#find(address, 4 * length);
    return new Float32Array(buffer, offset, length);
  }

  doubles(address: number, length: number): Float64Array {
    const { buffer, offset } = this.#find(address, 8 * length);
    return new Float64Array(buffer, offset, length);
  }

  words(address: number, length: number): Uint32Array {
    const { buffer, offset } = this.#find(address, 4 * length);
    return new Uint32Array(buffer, offset, length);
  }

  bytes(address: number, length: number): Uint8Array {
    const { buffer, offset } = this.#find(address, length);
    return new Uint8Array(buffer, offset, length);
  }

  /** The buffer that holds that stretch of addresses, and where in it the stretch starts. */
  #find(address: number, bytes: number): { readonly buffer: ArrayBuffer; readonly offset: number } {
    for (const block of this.#blocks.values()) {
      const within = address - block.address;
      if (within >= 0 && within + bytes <= block.bytes) return { buffer: block.buffer, offset: block.offset + within };
    }
    throw new RangeError(`no block holds ${bytes} bytes at address ${address}`);
  }
}
