import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFileSync, type ExperimentEvent, type SharedWorkKind } from '@dof/core';
import { experimentSecondsLeft } from '../progress/experiment-seconds-left.js';
import { ExperimentProgress, type ProgressRenderer } from '../progress/experiment-progress.js';
import type { PreparationCount } from '../progress/preparation-progress.js';

const PREFIX = '.live-';
const WRITE_MILLISECONDS = 1000;
/** A process that has not written for this long is not shown. */
const STALE_MILLISECONDS = 15_000;

/** A run or preparation under way, for whoever watches. */
export interface LiveRun {
  readonly what: SharedWorkKind | 'train';
  readonly method: string;
  readonly d: number;
  readonly seed: number;
  /** From 0 to 1. */
  readonly share: number;
  readonly epoch: number;
  readonly epochs: number;
  readonly loss?: number;
  readonly best?: number;
  /** Of a preparation or burn-in: which of how many it is, and what is known of its time. */
  readonly number?: number;
  readonly total?: number;
  readonly secondsLeft?: number;
}

/** What one process is doing. */
export interface LiveStatus {
  readonly format: 1;
  readonly pid: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly updatedAt: number;
  readonly planned: number;
  readonly settled: number;
  readonly failed: number;
  /** The process's own estimate, with burn-ins and preparations; absent while too little is known. */
  readonly secondsLeft?: number;
  /** Burn-ins and preparations together. */
  readonly preparations?: PreparationCount;
  readonly running: readonly LiveRun[];
}

/**
 * Shows progress as `renderer` does, and writes it beside the store every second, for `dof watch`.
 *
 * @param concurrency runs at once.
 */
export function withLiveStatus(renderer: ProgressRenderer, directory: string, concurrency: number): ProgressRenderer {
  const progress = new ExperimentProgress();
  const startedAt = Date.now();
  const file = join(directory, `${PREFIX}${process.pid}.json`);
  const write = (): void => {
    try {
      replaceFileSync(file, JSON.stringify(statusOf(progress, startedAt, concurrency)));
    } catch {
      // Only who watches misses it; what matters is in the store.
    }
  };
  const timer = setInterval(write, WRITE_MILLISECONDS);
  timer.unref();
  return {
    next(event: ExperimentEvent) {
      progress.next(event, performance.now() / 1000);
      renderer.next(event);
    },
    note: (line) => renderer.note(line),
    stop() {
      clearInterval(timer);
      rmSync(file, { force: true });
      renderer.stop();
    },
  };
}

/** What every process that works in a folder is doing. */
export function readLiveStatus(directory: string, now: number): readonly LiveStatus[] {
  return readdirSync(directory)
    .filter((name) => name.startsWith(PREFIX) && name.endsWith('.json'))
    .flatMap((name) => {
      try {
        const status = JSON.parse(readFileSync(join(directory, name), 'utf8')) as LiveStatus;
        return status.format === 1 && now - status.updatedAt < STALE_MILLISECONDS ? [status] : [];
      } catch {
        return [];
      }
    });
}

function statusOf(progress: ExperimentProgress, startedAt: number, concurrency: number): LiveStatus {
  const { preparations } = progress;
  const seconds = performance.now() / 1000;
  const preparing = [...preparations.running.values()].map(({ key, run, what, share, number }): LiveRun => ({
    what,
    method: progress.seriesOf(run),
    d: run.specification.degreesOfFreedom,
    seed: run.specification.seed,
    share,
    epoch: 0,
    epochs: 0,
    number,
    total: progress.countOf(what).total,
    secondsLeft: preparations.secondsLeft(key, seconds),
  }));
  const running = [...progress.running.values()].map(({ run, share, epoch, loss, best }): LiveRun => ({
    what: 'train',
    method: progress.seriesOf(run),
    d: run.specification.degreesOfFreedom,
    seed: run.specification.seed,
    share,
    epoch,
    epochs: run.specification.training.epochs,
    loss,
    best,
  }));
  const { planned, settled, failed } = progress;
  const now = Date.now();
  return {
    format: 1,
    pid: process.pid,
    startedAt,
    updatedAt: now,
    planned,
    settled,
    failed,
    secondsLeft: experimentSecondsLeft(progress, concurrency, seconds),
    preparations: progress.allPreparations,
    running: [...preparing, ...running],
  };
}
