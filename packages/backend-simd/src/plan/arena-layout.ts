const ALIGNMENT = 64;

/** Cuts an arena into regions at offsets that are whole cache lines. */
export class ArenaLayout {
  #end = 0;

  /** Bytes taken so far. */
  get bytes(): number {
    return this.#end;
  }

  /** The offset of a new region of that many bytes. */
  take(bytes: number): number {
    const offset = this.#end;
    this.#end += Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
    return offset;
  }

  /** The offset of a new region of that many float32 values. */
  takeFloats(count: number): number {
    return this.take(4 * count);
  }
}
