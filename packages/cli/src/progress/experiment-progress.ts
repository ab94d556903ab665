import {
  groupIntoSeries,
  plainText,
  seriesByHash,
  type ExperimentEvent,
  type PlannedRun,
  type RunResult,
  type RunSeries,
  type SharedWorkKind,
} from '@dof/core';
import type { RunDuration } from './duration-model.js';
import { PreparationProgress, type PreparationCount } from './preparation-progress.js';

/** Shows how an experiment goes. */
export interface ProgressRenderer {
  next(event: ExperimentEvent): void;
  /** Shows a line among the progress, such as what a signal did. */
  note(line: string): void;
  /** Leaves the screen ready for whatever comes next. */
  stop(): void;
}

/** A run under way. */
export interface RunningRun {
  readonly run: PlannedRun;
  readonly startedAt: number;
  /** From 0 to 1. */
  share: number;
  /** Whole epochs behind it. */
  epoch: number;
  /** Of the last batch that was reported, or of the last evaluation. */
  loss?: number;
  /** Least full-training-set loss so far. */
  best?: number;
}

/** What is known of an experiment from its events so far. Times are in seconds, of any clock. */
export class ExperimentProgress {
  readonly running = new Map<string, RunningRun>();
  readonly preparations = new PreparationProgress();
  /** How long this session's finished runs took. */
  readonly durations: RunDuration[] = [];
  readonly pending = new Map<string, PlannedRun>();
  /** Every run of the plan. */
  readonly #plan: PlannedRun[] = [];
  #series: ReadonlyMap<string, RunSeries<PlannedRun>> = new Map();
  planned = 0;
  dimension = 0;
  reused = 0;
  finished = 0;
  diverged = 0;
  failed = 0;

  /** Runs that need no more work. */
  get settled(): number {
    return this.reused + this.finished + this.failed;
  }

  /** How many burn-ins or preparations there are. */
  countOf(what: SharedWorkKind): PreparationCount {
    return this.preparations.count(what, this.pending.values());
  }

  /** Burn-ins and preparations together. */
  get allPreparations(): PreparationCount {
    const [burnIns, prepared] = [this.countOf('burn-in'), this.countOf('prepare')];
    return { finished: burnIns.finished + prepared.finished, total: burnIns.total + prepared.total };
  }

  /** The part that is done of all runs, burn-ins and preparations, each counting the same. */
  get share(): number {
    const { finished, total } = this.allPreparations;
    const underWay = [...this.running.values(), ...this.preparations.running.values()];
    const done = underWay.reduce((sum, { share }) => sum + share, this.settled + finished);
    return this.planned + total === 0 ? 0 : done / (this.planned + total);
  }

  next(event: ExperimentEvent, now: number): void {
    this.preparations.next(event, now);
    switch (event.type) {
      case 'planned':
        this.planned = event.runs.length;
        this.dimension = event.dimension;
        this.#add(event.runs);
        break;
      case 'runs-added':
        this.planned += event.runs.length;
        this.#add(event.runs);
        break;
      case 'run-reused':
        this.reused += 1;
        this.#settle(event.result.hash, event.result);
        break;
      case 'run-started':
        this.pending.delete(event.run.hash);
        this.running.set(event.run.hash, { run: event.run, startedAt: now, share: 0, epoch: 0 });
        break;
      case 'run-progress':
        this.#progress(event.hash, event.share, event.batchLoss);
        break;
      case 'run-evaluated': {
        const { epoch, train } = event.entry;
        const running = this.running.get(event.hash);
        const best = Math.min(running?.best ?? Infinity, train.loss);
        this.#update(running, { epoch, loss: train.loss, best });
        break;
      }
      case 'run-finished':
        this.finished += 1;
        this.durations.push({
          series: this.seriesOf(event.result),
          degreesOfFreedom: event.result.specification.degreesOfFreedom,
          seconds: event.result.wallTimeSeconds,
        });
        this.#settle(event.result.hash, event.result);
        break;
      case 'run-failed':
        this.failed += 1;
        this.#settle(event.run.hash);
        break;
      case 'preparation-started':
      case 'preparation-progress':
      case 'preparation-finished':
      case 'preparation-reused':
      case 'search-finished':
      case 'code-changed':
      case 'work-awaited':
      case 'experiment-finished':
        break;
    }
  }

  /** The name of the run's series: its method, and what tells it from others of the plan. */
  seriesOf({ hash, specification }: PlannedRun): string {
    return this.#series.get(hash)?.label ?? plainText(specification.method.name);
  }

  #add(runs: readonly PlannedRun[]): void {
    for (const run of runs) this.pending.set(run.hash, run);
    this.#plan.push(...runs);
    this.#series = seriesByHash(groupIntoSeries(this.#plan));
  }

  #progress(hash: string, share: number, loss: number | undefined): void {
    const running = this.running.get(hash);
    this.#update(running, loss === undefined ? { share } : { share, loss });
  }

  #update<T extends object>(target: T | undefined, change: Partial<T>): void {
    if (target !== undefined) Object.assign(target, change);
  }

  #settle(hash: string, result?: RunResult): void {
    this.pending.delete(hash);
    this.running.delete(hash);
    if (result?.status === 'diverged') this.diverged += 1;
  }
}
