/** What of an experiment is under way, by the keys of its events. */
export interface WorkUnderWay {
  readonly preparations: readonly string[];
  readonly runs: readonly string[];
}

/**
 * Which work is shown in which of a few lines. What has a line keeps it; preparations get one before runs do, at the cost
 * of a run where there is no other.
 */
export class WorkSlots {
  readonly #slots: (string | undefined)[];
  #hidden = 0;

  constructor(lines: number) {
    this.#slots = Array.from({ length: lines });
  }

  /** The key of the work in every line; undefined in those that are free. */
  get keys(): readonly (string | undefined)[] {
    return this.#slots;
  }

  /** How much is under way that has no line. */
  get hidden(): number {
    return this.#hidden;
  }

  update({ preparations, runs }: WorkUnderWay): void {
    const active = new Set([...preparations, ...runs]);
    this.#slots.forEach((key, slot) => {
      if (key !== undefined && !active.has(key)) this.#slots[slot] = undefined;
    });
    const shown = new Set(this.#slots);
    for (const key of preparations) if (!shown.has(key)) this.#place(key, this.#freeSlot() ?? this.#slotOfRun(runs));
    for (const key of runs) if (!shown.has(key)) this.#place(key, this.#freeSlot());
    this.#hidden = active.size - this.#slots.filter((key) => key !== undefined).length;
  }

  #place(key: string, slot: number | undefined): void {
    if (slot !== undefined) this.#slots[slot] = key;
  }

  #freeSlot(): number | undefined {
    const slot = this.#slots.indexOf(undefined);
    return slot < 0 ? undefined : slot;
  }

  #slotOfRun(runs: readonly string[]): number | undefined {
    const slot = this.#slots.findLastIndex((key) => key !== undefined && runs.includes(key));
    return slot < 0 ? undefined : slot;
  }
}
