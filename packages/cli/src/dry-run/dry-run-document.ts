import type { ExperimentPlan, PlannedRun, ResolvedExperiment } from '@dof/core';
import { groupIntoSeries } from '@dof/core';
import { estimatedSeconds } from './estimated-seconds.js';
import type { MeasuredExperiment, MeasuredSeries } from './measured-experiment.js';
import type { WorkAhead } from './work-ahead.js';

/** What a dry run found, as `--json` prints it. */
export interface DryRunDocument {
  readonly experiment: string;
  readonly dryRun: true;
  readonly dimension: number;
  /** Whether a search chooses runs: what is ahead is the most there can be then. */
  readonly isMost: boolean;
  readonly runs: { readonly asked: number; readonly finished: number; readonly ahead: number };
  readonly series: readonly {
    readonly series: string;
    /** Those asked for, or the least and the largest of a search. */
    readonly degreesOfFreedom: readonly number[];
    readonly measured: MeasuredSeries['ends'];
  }[];
  /** To be made, by what takes about as long; `seconds` are those of one. */
  readonly preparations: {
    readonly ahead: number;
    readonly finished: number;
    readonly measured: MeasuredExperiment['preparations'];
  };
  /** Bytes. Null where the engine does not tell. */
  readonly memory: {
    /** What the engine holds for the run that needs the most, and the vectors of its training. */
    readonly run: number | null;
    readonly data: number;
    /** As many runs as are done at once, and the data. */
    readonly all: number | null;
  };
  readonly time: {
    /** An estimate for all that is ahead; null where nothing could be measured. */
    readonly seconds: number | null;
    /** Runs at once. */
    readonly jobs: number;
  };
}

export interface DryRunDocumentOptions {
  readonly resolved: ResolvedExperiment;
  readonly plan: ExperimentPlan;
  readonly ahead: WorkAhead;
  readonly measured: MeasuredExperiment;
  readonly jobs: number;
}

export function dryRunDocument({ resolved, plan, ahead, measured, jobs }: DryRunDocumentOptions): DryRunDocument {
  const { planned, searches } = plan;
  const ends = new Map(measured.series.map(({ series, ends: found }) => [series, found]));
  const asked: readonly PlannedRun[] = [
    ...planned.runs,
    ...searches.flatMap(({ least, longest }) => [least, ...longest]),
  ];
  const bytes = measured.series.flatMap(({ ends: found }) => found.flatMap(({ memoryBytes = [] }) => memoryBytes));
  const run = bytes.length === 0 ? null : Math.max(...bytes);
  const { train, test } = resolved.data;
  const data = [train, test].reduce((sum, { inputs, labels }) => sum + inputs.byteLength + labels.byteLength, 0);
  return {
    experiment: resolved.experiment.name,
    dryRun: true,
    dimension: planned.dimension,
    isMost: searches.length > 0,
    runs: {
      asked: planned.runs.length + sum(searches.map(({ budget }) => budget)),
      finished: plan.finished + sum(searches.map(({ finished }) => finished)),
      ahead: ahead.runs.length,
    },
    series: groupIntoSeries(asked).map(({ label, runs }) => ({
      series: label,
      degreesOfFreedom: [...new Set(runs.map(({ specification }) => specification.degreesOfFreedom))].sort(
        (a, b) => a - b,
      ),
      measured: ends.get(label) ?? [],
    })),
    preparations: {
      ahead: ahead.preparations.length,
      finished: plan.stored.size,
      measured: measured.preparations,
    },
    memory: { run, data, all: run === null ? null : Math.min(jobs, Math.max(1, ahead.runs.length)) * run + data },
    time: { seconds: estimatedSeconds(ahead, measured, jobs) ?? null, jobs },
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
