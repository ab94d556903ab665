import type { Json } from './json.js';
import type { Prepared } from './method.js';
import type { RunResult } from './run.js';

/** Work that one process does and all others leave alone. */
export interface WorkClaim {
  /** Lets others have the work, or find it done. Never rejects; releasing again does nothing. */
  release(): Promise<void>;
}

/**
 * Remembers finished runs by hash, so that none is trained twice, and preparations by content key. What a run has trained,
 * its coordinates, is kept like a preparation, under `coordinatesKey(hash)`, and is there before its result is.
 */
export interface RunStore {
  get(hash: string): Promise<RunResult | undefined>;
  /** Durable once the promise resolves; storing the same hash again changes nothing. */
  put(result: RunResult): Promise<void>;
  /** Like `put`, in the place of what is stored under the hash: the old result until the new one is durable. */
  replace?(result: RunResult): Promise<void>;
  /** Every stored run, oldest first. */
  list(): Promise<readonly RunResult[]>;
  getPrepared(key: string): Promise<Prepared | undefined>;
  /** The `meta` alone, without the arrays and their size; a store that lacks this shows no spectra in its reports. */
  getPreparedMeta?(key: string): Promise<Json | undefined>;
  /** Durable once the promise resolves. */
  putPrepared(key: string, prepared: Prepared): Promise<void>;
  /** Like `putPrepared`, in the place of what is stored under the key. */
  replacePrepared?(key: string, prepared: Prepared): Promise<void>;
  /**
   * Claims the work named `key` (a run's hash, a preparation's key), so that nobody else who uses the store does it at
   * the same time; undefined while somebody else has it. A claim ends when it is released, when the store is closed, or
   * soon after its process has died. A store that lacks this serves one experiment at a time.
   */
  claim?(key: string): Promise<WorkClaim | undefined>;
  close(): Promise<void>;
}
