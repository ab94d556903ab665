import { createHash } from 'node:crypto';
import type { Prepared } from '@dof/core';
import type { Preparations } from '../preparations/preparations.js';

/** Reads a preparation from where it is kept for good. */
export type Load = () => Promise<Prepared | undefined>;

/**
 * The preparations that a coordinator has to offer. One at a time is in memory, and only while it is on its way; what is
 * published already is not even read.
 */
export class KeptPreparations {
  readonly #loads = new Map<string, Load>();
  readonly #underWay = new Map<string, Promise<void>>();
  readonly #touched = new Map<string, number>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly published: Preparations,
    private readonly lifetime: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Sees to it that the preparation can be fetched. */
  async keep(key: string, load: Load): Promise<void> {
    this.#loads.set(key, load);
    await this.#ensure(key);
  }

  /** Publishes what a task carries with it; returns the key it can be fetched by. */
  async publish(prepared: Prepared): Promise<string> {
    const key = keyOfCarried(prepared);
    await this.#alone(async () => {
      if (!(await this.published.touch(key))) await this.published.publish(key, prepared);
    });
    return key;
  }

  /** Publishes again what a worker did not find; returns whether there was anything to publish. */
  async restore(key: string): Promise<boolean> {
    if (!this.#loads.has(key)) return false;
    this.#touched.delete(key);
    await this.#ensure(key);
    return true;
  }

  /** What a worker published; undefined where it is not there any more. */
  fetch(key: string): Promise<Prepared | undefined> {
    return this.#alone(() => this.published.fetch(key));
  }

  /** Keeps what is still needed from expiring. */
  async refresh(keys: Iterable<string>): Promise<void> {
    for (const key of keys) {
      if (this.now() - (this.#touched.get(key) ?? 0) < this.lifetime / 4) continue;
      await this.published.touch(key);
      this.#touched.set(key, this.now());
    }
  }

  #ensure(key: string): Promise<void> {
    const underWay = this.#underWay.get(key) ?? this.#publishStored(key).finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, underWay);
    return underWay;
  }

  async #publishStored(key: string): Promise<void> {
    const isFresh = this.now() - (this.#touched.get(key) ?? -Infinity) < this.lifetime / 4;
    if (!isFresh && !(await this.published.touch(key))) {
      await this.#alone(async () => {
        const prepared = await this.#loads.get(key)?.();
        if (prepared === undefined) throw new TypeError(`the store has no preparation ${key}`);
        await this.published.publish(key, prepared);
      });
    }
    this.#touched.set(key, this.now());
  }

  /** One after the other. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work, work);
    this.#last = done.catch(() => undefined);
    return done;
  }
}

/** Arrays that come without a key are named by what they hold. */
function keyOfCarried({ meta, arrays }: Prepared): string {
  const hash = createHash('sha256').update(JSON.stringify(meta));
  for (const [name, array] of Object.entries(arrays)) {
    hash.update(name).update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  }
  return hash.digest('hex');
}
