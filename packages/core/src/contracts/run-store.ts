import type { Json } from './json.js';
import type { Prepared } from './method.js';
import type { RunResult } from './run.js';

/** Remembers finished runs by hash, so that none is trained twice, and preparations by content key. */
export interface RunStore {
  get(hash: string): Promise<RunResult | undefined>;
  /** Durable once the promise resolves; storing the same hash again changes nothing. */
  put(result: RunResult): Promise<void>;
  /** Every stored run, oldest first. */
  list(): Promise<readonly RunResult[]>;
  getPrepared(key: string): Promise<Prepared | undefined>;
  /** The `meta` alone, without the arrays and their size; a store that lacks this shows no spectra in its reports. */
  getPreparedMeta?(key: string): Promise<Json | undefined>;
  /** Durable once the promise resolves. */
  putPrepared(key: string, prepared: Prepared): Promise<void>;
  close(): Promise<void>;
}
