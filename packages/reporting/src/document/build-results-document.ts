import { describeThreshold } from '@dof/analysis';
import type { Evaluation, HistoryEntry, RunResult } from '@dof/core';
import type { DetailedReportInput } from '../report/report-details.js';
import { isFiniteBest, summarise } from '../summary/summarise.js';
import type { MethodSummary, Summary } from '../summary/summary.js';
import { omit } from '../values.js';
import {
  RESULTS_DOCUMENT_FORMAT,
  type MethodDocument,
  type ResultsDocument,
  type RunDocument,
} from './results-document.js';
import { spectraOf } from './spectra.js';

/**
 * Everything that was measured, for other programs: the contents of `results.json`.
 *
 * @param summary of the same input; default: made from it
 */
export function resultsDocument(input: DetailedReportInput, summary: Summary = summarise(input)): ResultsDocument {
  const labels = new Map<string, string>();
  for (const { label, runs } of summary.methods) {
    for (const { hash } of runs) if (!labels.has(hash)) labels.set(hash, label);
  }
  const distinct = new Map<string, RunResult>();
  for (const result of input.results) distinct.set(result.hash, result);
  return {
    format: RESULTS_DOCUMENT_FORMAT,
    title: summary.title,
    dimension: summary.dimension,
    analysis: {
      ...{ lossLevels: summary.lossLevels, delta: summary.delta, confidence: summary.confidence },
      ...(input.analysis.search && { search: input.analysis.search }),
    },
    ...(input.notices !== undefined && input.notices.length > 0 && { notices: input.notices }),
    ...(input.tuning && { tuning: input.tuning }),
    methods: summary.methods.map(methodDocument),
    spectra: spectraOf(input.results, input.preparations),
    runs: [...distinct.values()].map((result) => runDocument(result, labels.get(result.hash) ?? '')),
  };
}

function methodDocument(method: MethodSummary): MethodDocument {
  return {
    ...omit(method, 'runs'),
    levels: method.levels.map((level) => ({ ...level, dStar: describeThreshold(level.threshold) })),
  };
}

function runDocument(result: RunResult, label: string): RunDocument {
  const { specification, history, best } = result;
  return {
    hash: result.hash,
    label,
    method: specification.method,
    d: specification.degreesOfFreedom,
    seed: specification.seed,
    start: specification.start,
    model: specification.model.name,
    data: specification.data,
    training: specification.training,
    status: result.status,
    history: history.every(isFiniteEntry) ? history : history.filter(isFiniteEntry),
    best: best && isFiniteBest(best) ? best : null,
    wallTimeSeconds: result.wallTimeSeconds,
    finishedAt: result.finishedAt,
    engine: { ...specification.backend, variant: result.engineVariant },
    ...given(result),
  };
}

/** The members that only some runs have. */
const OPTIONAL = [
  'realisedDegreesOfFreedom',
  'jacobianRank',
  'stopped',
  'divergedAtStep',
  'preparationCost',
  'machine',
] as const;

/** Those of the optional members that the run has. */
function given(result: RunResult): Partial<Pick<RunResult, (typeof OPTIONAL)[number]>> | undefined {
  const present = OPTIONAL.filter((key) => result[key] !== undefined);
  return present.length === 0 ? undefined : Object.fromEntries(present.map((key) => [key, result[key]]));
}

function isFiniteEntry({ train, test }: HistoryEntry): boolean {
  const finite = ({ loss, accuracy }: Evaluation) => Number.isFinite(loss) && Number.isFinite(accuracy);
  return finite(train) && finite(test);
}
