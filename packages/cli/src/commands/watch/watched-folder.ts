import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  groupIntoSeries,
  seriesByHash,
  tunedMembers,
  type ReportInput,
  type RunResult,
  type RunSeries,
} from '@dof/core';
import type { EmbeddedRunStore } from '@dof/store';
import { readPlan, type Plan } from '../../results-folder/experiment-folder.js';
import { readLiveStatus, type LiveStatus } from '../../results-folder/live-status.js';
import type { Picture } from '../../services.js';

const LATEST_RUNS = 20;

/** One method and start at one d. */
export interface BestAtD {
  readonly method: string;
  readonly d: number;
  readonly finished: number;
  /** Least training loss of all runs; null while no run had one. */
  readonly best: number | null;
}

/** A finished run, in short. */
export interface FinishedRun {
  readonly method: string;
  readonly d: number;
  readonly seed: number;
  readonly status: RunResult['status'];
  readonly trainLoss: number | null;
  readonly testAccuracy: number | null;
  readonly seconds: number;
  readonly finishedAt: string;
}

/** What the live page shows. */
export interface WatchState {
  readonly title: string;
  readonly planned: number;
  readonly finished: number;
  readonly diverged: number;
  /** Estimate for all that is left, burn-ins and preparations included; null where nothing tells. */
  readonly secondsLeft: number | null;
  readonly processes: readonly LiveStatus[];
  readonly best: readonly BestAtD[];
  readonly latest: readonly FinishedRun[];
  /** Titles of the pictures, at `figures/<number>.svg`. */
  readonly figures: readonly string[];
  /** Changes whenever the pictures do. */
  readonly revision: number;
}

interface DrawnFigures {
  readonly revision: number;
  readonly pictures: readonly Picture[];
}

/** What a results folder holds at the moment, read again only where it has changed. */
export class WatchedFolder {
  readonly #directory: string;
  readonly #store: EmbeddedRunStore;
  readonly #draw: (input: ReportInput) => Promise<readonly Picture[]>;
  #results = new Map<string, RunResult>();
  #size = { runs: -1, position: 0 };
  #figures: DrawnFigures = { revision: -1, pictures: [] };
  #revision = 0;
  #sorted: { revision: number; count: number; series: readonly RunSeries<RunResult>[] } = {
    ...{ revision: -1, count: 0, series: [] },
  };

  constructor(directory: string, store: EmbeddedRunStore, draw: (input: ReportInput) => Promise<readonly Picture[]>) {
    this.#directory = directory;
    this.#store = store;
    this.#draw = draw;
  }

  async state(now: number): Promise<WatchState> {
    await this.#readNewRuns();
    const plan = this.#plan();
    const results = this.#planned(plan);
    const { pictures, revision } = await this.#pictures(plan, results);
    const processes = readLiveStatus(this.#directory, now);
    const series = this.#seriesOf(tunedMembers(results, plan?.tuning));
    const byHash = seriesByHash(series);
    const planned = Math.max(plan?.runs.length ?? 0, results.length);
    return {
      title: plan?.title ?? 'runs',
      planned,
      finished: results.length,
      diverged: results.filter(({ status }) => status === 'diverged').length,
      secondsLeft: secondsLeft(results, planned, processes),
      processes,
      best: bestAtEachD(series),
      latest: results
        .slice(-LATEST_RUNS)
        .reverse()
        .map((result) => inShort(result, byHash.get(result.hash)?.label ?? '')),
      figures: pictures.map(({ title }) => title),
      revision,
    };
  }

  /** A picture of the last state. */
  figure(number: number): string | undefined {
    return this.#figures.pictures[number]?.svg;
  }

  async #readNewRuns(): Promise<void> {
    const size = await this.#store.size();
    if (size.runs === this.#size.runs && size.position === this.#size.position) return;
    const grown = size.runs - this.#size.runs;
    const fresh: RunResult[] = [];
    let position = this.#size.position;
    for (;;) {
      const page = await this.#store.listAfter(position);
      if (page.length === 0) break;
      fresh.push(...page.map(({ result }) => result));
      position = page[page.length - 1].position;
    }
    // Fewer than came: some were deleted, so all is read again.
    if (this.#size.runs >= 0 && fresh.length !== grown) {
      this.#results = new Map((await this.#store.list()).map((result) => [result.hash, result]));
    } else for (const result of fresh) this.#results.set(result.hash, result);
    this.#size = { runs: this.#results.size, position };
    this.#revision += 1;
  }

  /** Sorted anew only when there are other runs. */
  #seriesOf(results: readonly RunResult[]): readonly RunSeries<RunResult>[] {
    if (this.#sorted.revision !== this.#revision || this.#sorted.count !== results.length) {
      this.#sorted = { revision: this.#revision, count: results.length, series: groupIntoSeries(results) };
    }
    return this.#sorted.series;
  }

  #plan(): Plan | undefined {
    return existsSync(join(this.#directory, 'plan.json')) ? readPlan(this.#directory) : undefined;
  }

  /** The runs of the plan, oldest first; all runs where there is no plan. */
  #planned(plan: Plan | undefined): readonly RunResult[] {
    const results = [...this.#results.values()];
    if (plan === undefined) return results;
    const asked = new Set(plan.runs);
    return results.filter(({ hash }) => asked.has(hash));
  }

  async #pictures(plan: Plan | undefined, results: readonly RunResult[]): Promise<DrawnFigures> {
    if (this.#figures.revision === this.#revision) return this.#figures;
    const [first] = results;
    const analysis = plan?.analysis ?? { lossLevels: [], delta: 0.5, confidence: 0.95 };
    const input = {
      title: plan?.title ?? 'runs',
      dimension: first?.dimension ?? 0,
      results,
      analysis,
      tuning: plan?.tuning,
    };
    const pictures = first === undefined ? [] : await this.#draw(input);
    this.#figures = { revision: this.#revision, pictures };
    return this.#figures;
  }
}

/** The estimate of the one process that works here; for several, from the mean run and those under way. */
function secondsLeft(results: readonly RunResult[], planned: number, processes: readonly LiveStatus[]): number | null {
  if (processes.length === 1) return processes[0].secondsLeft ?? null;
  const slots = processes.reduce((sum, { running }) => sum + running.length, 0);
  if (results.length === 0 || slots === 0) return null;
  const mean = results.reduce((sum, { wallTimeSeconds }) => sum + wallTimeSeconds, 0) / results.length;
  const done = processes.flatMap(({ running }) => running).reduce((sum, { share }) => sum + share, 0);
  return (mean * Math.max(0, planned - results.length - done)) / slots;
}

function bestAtEachD(series: readonly RunSeries<RunResult>[]): readonly BestAtD[] {
  return series
    .flatMap(({ label, runs }) => {
      const byD = new Map<number, number[]>();
      for (const { specification, best } of runs) {
        const d = specification.degreesOfFreedom;
        byD.set(d, [...(byD.get(d) ?? []), best?.trainLoss ?? Infinity]);
      }
      return [...byD].map(([d, losses]) => ({ method: label, d, finished: losses.length, best: Math.min(...losses) }));
    })
    .sort((a, b) => (a.method === b.method ? a.d - b.d : a.method < b.method ? -1 : 1))
    .map((column) => ({ ...column, best: Number.isFinite(column.best) ? column.best : null }));
}

function inShort({ specification, status, best, wallTimeSeconds, finishedAt }: RunResult, method: string): FinishedRun {
  return {
    method,
    d: specification.degreesOfFreedom,
    seed: specification.seed,
    status,
    trainLoss: best?.trainLoss ?? null,
    testAccuracy: best?.testAccuracy ?? null,
    seconds: wallTimeSeconds,
    finishedAt,
  };
}
