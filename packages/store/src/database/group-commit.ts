/** How long the first of a group waits for others: little beside a run, much beside writing one. */
const WINDOW_MILLISECONDS = 4;

interface Waiting<T> {
  readonly item: T;
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * Gathers what is to be stored within a moment and stores it together, since waiting for the disk costs far more than
 * writing. Each promise resolves once its own item is durable.
 */
export class GroupCommit<T> {
  readonly #commit: (items: readonly T[]) => void;
  #waiting: Waiting<T>[] = [];
  #timer: NodeJS.Timeout | undefined;

  /** @param commit stores all items durably, or throws and stores none. */
  constructor(commit: (items: readonly T[]) => void) {
    this.#commit = commit;
  }

  add(item: T): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      this.#timer ??= setTimeout(() => this.flush(), WINDOW_MILLISECONDS);
    });
  }

  /** Stores what is waiting now. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const group = this.#waiting;
    this.#waiting = [];
    if (group.length === 0) return;
    try {
      this.#commit(group.map(({ item }) => item));
    } catch (error) {
      for (const { reject } of group) reject(error);
      return;
    }
    for (const { resolve } of group) resolve();
  }
}
