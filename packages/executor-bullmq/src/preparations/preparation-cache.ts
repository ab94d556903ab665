import { totalmem } from 'node:os';
import type { Prepared } from '@dof/core';

/** An eighth of the memory: preparations lie here beside the copies that worker threads train from. */
const SHARE_OF_MEMORY = 1 / 8;

/** What a worker fetched last, up to a number of bytes; runs of one preparation come close together. */
export class PreparationCache {
  /** Least recently used first. */
  readonly #kept = new Map<string, { readonly prepared: Prepared; readonly bytes: number }>();
  readonly #underWay = new Map<string, Promise<Prepared | undefined>>();
  #bytes = 0;

  constructor(
    private readonly fetch: (key: string) => Promise<Prepared | undefined>,
    private readonly mostBytes = totalmem() * SHARE_OF_MEMORY,
  ) {}

  /** Fetches what is not here; callers that ask at once share one fetch. */
  async get(key: string): Promise<Prepared | undefined> {
    const kept = this.#kept.get(key);
    if (kept !== undefined) {
      this.#kept.delete(key);
      this.#kept.set(key, kept);
      return kept.prepared;
    }
    const underWay = this.#underWay.get(key) ?? this.fetch(key).finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, underWay);
    const prepared = await underWay;
    if (prepared !== undefined) this.#keep(key, prepared);
    return prepared;
  }

  /** Bytes of the arrays that are kept. */
  get bytes(): number {
    return this.#bytes;
  }

  #keep(key: string, prepared: Prepared): void {
    if (this.#kept.has(key)) return;
    const bytes = Object.values(prepared.arrays).reduce((sum, array) => sum + array.byteLength, 0);
    if (bytes > this.mostBytes) return;
    this.#kept.set(key, { prepared, bytes });
    this.#bytes += bytes;
    for (const [oldest, { bytes: freed }] of this.#kept) {
      if (this.#bytes <= this.mostBytes) break;
      this.#kept.delete(oldest);
      this.#bytes -= freed;
    }
  }
}
