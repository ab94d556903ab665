import type { Engine } from '../engine/engine.js';

/** Blocks of engine memory for one piece of work, which gives them back together. */
export class Workspace {
  readonly #held = new Set<number>();

  constructor(
    readonly engine: Engine,
    private readonly what: string,
    private readonly remedy: string,
  ) {}

  /** @throws DOF_ENGINE_MEMORY. */
  doubles(count: number): number {
    return this.#allocate(8 * count);
  }

  /** @throws DOF_ENGINE_MEMORY. */
  floats(count: number): number {
    return this.#allocate(4 * count);
  }

  /** Gives blocks back before the rest. */
  release(...addresses: readonly number[]): void {
    for (const address of addresses) {
      this.engine.memory.free(address);
      this.#held.delete(address);
    }
  }

  /** Gives back whatever is still held. */
  dispose(): void {
    this.release(...this.#held);
  }

  #allocate(bytes: number): number {
    const address = this.engine.memory.allocate(bytes, this.what, this.remedy);
    this.#held.add(address);
    return address;
  }
}
