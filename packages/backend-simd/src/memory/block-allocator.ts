/** Blocks start at multiples of a cache line. */
const ALIGNMENT = 64;

interface Block {
  readonly start: number;
  readonly length: number;
}

/**
 * Hands out blocks of a memory that grows but never shrinks. Freed blocks merge with their free neighbours and are
 * given out again, the smallest sufficient one first. Only addresses are kept here, so any memory will do.
 */
export class BlockAllocator {
  /** Free blocks by address; no two touch. */
  #free: Block[] = [];
  readonly #used = new Map<number, number>();
  #end: number;

  /**
   * @param start first usable address.
   * @param reach makes the memory usable up to the address given; throws when that is not possible.
   */
  constructor(
    start: number,
    private readonly reach: (end: number) => void,
  ) {
    this.#end = aligned(start);
  }

  /** First address after everything handed out so far, in use or not. */
  get end(): number {
    return this.#end;
  }

  /** Bytes in use, rounded up to whole cache lines. */
  get used(): number {
    return [...this.#used.values()].reduce((sum, length) => sum + length, 0);
  }

  /** The address of a block of at least that many bytes; its contents are undefined. */
  allocate(bytes: number): number {
    const length = Math.max(ALIGNMENT, aligned(bytes));
    const fitting = this.#free.filter((block) => block.length >= length);
    const block = fitting.length > 0 ? fitting.reduce((a, b) => (b.length < a.length ? b : a)) : this.#extend(length);
    this.#free = this.#free.filter((other) => other.start !== block.start);
    if (block.length > length) this.#insert({ start: block.start + length, length: block.length - length });
    this.#used.set(block.start, length);
    return block.start;
  }

  /** Gives a block back; throws for an address that is not in use. */
  free(start: number): void {
    const length = this.#used.get(start);
    if (length === undefined) throw new RangeError(`no block in use starts at ${start}`);
    this.#used.delete(start);
    this.#insert({ start, length });
  }

  /** A free block of that length at the end of the memory, which a free block there becomes part of. */
  #extend(length: number): Block {
    const last = this.#free.at(-1);
    const start = last !== undefined && last.start + last.length === this.#end ? last.start : this.#end;
    this.reach(start + length);
    this.#end = start + length;
    return { start, length };
  }

  #insert(block: Block): void {
    const blocks = [...this.#free, block].sort((a, b) => a.start - b.start);
    this.#free = [];
    for (const next of blocks) {
      const last = this.#free.at(-1);
      if (last !== undefined && last.start + last.length === next.start) {
        this.#free[this.#free.length - 1] = { start: last.start, length: last.length + next.length };
      } else {
        this.#free.push(next);
      }
    }
  }
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}
