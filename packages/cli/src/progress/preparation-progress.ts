import {
  canonicalJson,
  neededWork,
  plainText,
  type ExperimentEvent,
  type NeededWork,
  type PlannedRun,
  type SharedWorkKind,
} from '@dof/core';
import { secondsOfPreparations, type PreparationAhead, type PreparationDuration } from './seconds-left.js';

/** A burn-in or a preparation under way: work shared by several runs. */
export interface RunningPreparation {
  readonly key: string;
  readonly run: PlannedRun;
  readonly what: SharedWorkKind;
  /** Of those of its kind, counted from 1. */
  readonly number: number;
  readonly startedAt: number;
  /** From 0 to 1. */
  share: number;
}

/** How many of one kind are finished, and how many there are with those to come. */
export interface PreparationCount {
  readonly finished: number;
  readonly total: number;
}

/** The burn-ins and preparations of an experiment, as far as its events tell of them. Times are in seconds. */
export class PreparationProgress {
  readonly running = new Map<string, RunningPreparation>();
  /** How long those took that are finished. */
  readonly durations: PreparationDuration[] = [];
  /** Nothing is to be done for these: in the store, or failed. */
  readonly #settled = new Set<string>();
  /** The methods that have preparations: their names by what they are. */
  readonly #methods = new Map<string, string>();
  readonly #started: Record<SharedWorkKind, number> = { 'burn-in': 0, prepare: 0 };
  readonly #finished: Record<SharedWorkKind, number> = { 'burn-in': 0, prepare: 0 };

  /** Names of the methods that have preparations, with repeats where they differ in options only. */
  get methods(): readonly string[] {
    return [...this.#methods.values()];
  }

  next(event: ExperimentEvent, now: number): void {
    if (event.type === 'planned' || event.type === 'runs-added') this.#add(event.runs);
    if (event.type === 'preparation-started') {
      const { key, run, what } = event;
      this.running.set(key, { key, run, what, number: ++this.#started[what], startedAt: now, share: 0 });
    }
    if (event.type === 'preparation-progress') {
      const running = this.running.get(event.key);
      if (running !== undefined) running.share = event.share;
    }
    if (event.type === 'preparation-reused') this.#settled.add(event.key);
    if (event.type === 'preparation-finished') this.#finish(event.key, now);
    // It fails with every run that needs it.
    if (event.type === 'run-failed')
      for (const { key } of neededWork(event.run)) if (this.running.delete(key)) this.#settled.add(key);
  }

  /** Of those that one kind has in this pass. */
  count(what: SharedWorkKind, pending: Iterable<PlannedRun>): PreparationCount {
    const toCome = [...this.#toCome(pending).values()].filter((one) => one.what === what).length;
    return { finished: this.#finished[what], total: this.#started[what] + toCome };
  }

  /** Those under way and to come, for estimates. */
  ahead(pending: Iterable<PlannedRun>, now: number): readonly PreparationAhead[] {
    const running = [...this.running.values()].map(({ startedAt, ...one }) => ({ ...one, elapsed: now - startedAt }));
    const toCome = [...this.#toCome(pending)].map(([key, one]) => ({ key, ...one, elapsed: 0, share: 0 }));
    return [...running, ...toCome].map(({ key, run, what, elapsed, share }) => {
      return { key, ...kindOf(what, run), elapsed, share };
    });
  }

  /** Seconds left of one under way; undefined while nothing tells. */
  secondsLeft(key: string, now: number): number | undefined {
    return secondsOfPreparations(this.durations, this.ahead([], now)).get(key);
  }

  /** What a run waits for, in order. */
  neededBy(run: PlannedRun): readonly string[] {
    return this.#neededBy(run).map(({ key }) => key);
  }

  #add(runs: readonly PlannedRun[]): void {
    for (const { preparationKey, specification } of runs) {
      if (preparationKey === undefined) continue;
      this.#methods.set(canonicalJson(specification.method), specification.method.name);
    }
  }

  #finish(key: string, now: number): void {
    const running = this.running.get(key);
    if (running === undefined) return;
    this.running.delete(key);
    this.#settled.add(key);
    this.#finished[running.what] += 1;
    this.durations.push({ ...kindOf(running.what, running.run), seconds: now - running.startedAt });
  }

  #neededBy(run: PlannedRun): readonly NeededWork[] {
    return neededWork(run).filter(({ key }) => !this.#settled.has(key));
  }

  #toCome(pending: Iterable<PlannedRun>): Map<string, Pick<RunningPreparation, 'run' | 'what'>> {
    const toCome = new Map<string, Pick<RunningPreparation, 'run' | 'what'>>();
    for (const run of pending) {
      for (const { key, what } of this.#neededBy(run)) {
        if (this.running.has(key) || toCome.has(key)) continue;
        toCome.set(key, { run, what });
      }
    }
    return toCome;
  }
}

/** What takes as long as what, see {@link PreparationDuration}. */
export function kindOf(
  what: SharedWorkKind,
  { specification }: PlannedRun,
): Pick<PreparationDuration, 'kind' | 'size'> {
  const { start, method } = specification;
  if (what === 'prepare') return { kind: `prepare ${plainText(method.name)}`, size: 1 };
  return { kind: 'burn-in', size: start.type === 'burn-in' ? Math.max(1, start.steps) : 1 };
}
