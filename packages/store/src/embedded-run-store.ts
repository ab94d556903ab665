import type { RunResult, RunStore } from '@dof/core';

/** Where a reader has got to in the order of storing; 0 before the first run. */
export type StorePosition = number;

/** A run store in a folder, with what its commands need beside what an experiment needs. */
export interface EmbeddedRunStore extends RunStore {
  /** How many runs there are, and the position of the newest. */
  size(): Promise<{ readonly runs: number; readonly position: StorePosition }>;
  /** The runs stored after a position, oldest first; at most `most` of them. */
  listAfter(
    position: StorePosition,
    most?: number,
  ): Promise<readonly { readonly position: StorePosition; readonly result: RunResult }[]>;
  /** Removes runs by hash, durably, with what they trained; returns how many there were. Their preparations stay. */
  delete(hashes: readonly string[]): Promise<number>;
  /** The keys of every stored preparation, and of what runs trained. */
  preparations(): Promise<readonly string[]>;
}

/** How a store is opened. */
export interface OpenRunStoreOptions {
  /**
   * `write` (the default) makes the folder when absent. `read` changes nothing in it, works in a folder that cannot be
   * written, and refuses one that has no store.
   */
  readonly access?: 'read' | 'write';
  /** Called with one line for people when something was damaged: what was, what is left, and what happens now. */
  onNotice?(line: string): void;
}
