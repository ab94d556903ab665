import type { z } from 'zod';
import { DofError } from '../errors/dof-error.js';
import { canonicalJson } from '../hashing/canonical-json.js';
import type { AnalysisSettings, Experiment } from '../contracts/experiment.js';
import { plainProblems } from '../validation/plain-problems.js';
import { experimentSchema, tuneSchema, type ExperimentSections } from './experiment-schema.js';

/** Where an experiment came from. */
export interface ExperimentOrigin {
  /** Named in messages. */
  readonly source: string;
  /** Name used when the experiment has none. */
  readonly defaultName: string;
  readonly baseDirectory: string;
  /** Where a path's value was written, such as `line 3` or a `--set`; undefined where that cannot be said. */
  placeOf?(path: readonly PropertyKey[]): string | undefined;
}

/** An experiment with settings for other packages. */
export type ExperimentWith<Sections extends ExperimentSections> = Experiment & {
  readonly [Key in keyof Sections]: z.output<Sections[Key]>;
};

/**
 * Validates an experiment; throws DOF_BAD_EXPERIMENT listing every problem with its path and what is allowed.
 *
 * @param sections schemas of the top-level keys that other packages read, such as `benchmark`; keys that neither they nor
 * core have are refused.
 */
export function parseExperiment(document: unknown, origin: ExperimentOrigin): Experiment;
export function parseExperiment<Sections extends ExperimentSections>(
  document: unknown,
  origin: ExperimentOrigin,
  sections: Sections,
): ExperimentWith<Sections>;
export function parseExperiment(
  document: unknown,
  origin: ExperimentOrigin,
  sections: ExperimentSections = {},
): Experiment {
  const parsed = experimentSchema(sections).safeParse(withRoundedGrids(document));
  if (!parsed.success) {
    const problems = plainProblems(parsed.error.issues, document).map(({ path, place, message }) => {
      const where = [origin.placeOf?.(place) ?? '', path.map(String).join('.')].filter((part) => part !== '');
      return `${where.join(', ')}${where.length > 0 ? ': ' : ''}${message}`;
    });
    throw new DofError('DOF_BAD_EXPERIMENT', `${origin.source}: ${[...new Set(problems)].join('; ')}`);
  }
  const { name, start, degreesOfFreedom, tune = tuneSchema.parse({}), ...rest } = parsed.data;
  const { training, learningRates } = rest.training ?? {};
  return {
    ...rest,
    training,
    ...(learningRates && { tune: { ...tune, learningRates } }),
    degreesOfFreedom: degreesOfFreedom ?? [],
    analysis: analysisOf(rest),
    name: name ?? origin.defaultName,
    starts: [...new Map(start.map((one) => [canonicalJson(one), one])).values()],
    baseDirectory: origin.baseDirectory,
  };
}

/** A grid asks for no d in particular: methods that have only some take the nearest, unless the experiment says otherwise. */
function withRoundedGrids(document: unknown): unknown {
  const rounded = (entry: unknown): unknown => {
    if (!isRecord(entry)) return entry;
    const isGrid = isRecord(entry['degreesOfFreedom']) && 'from' in entry['degreesOfFreedom'];
    return isGrid && !('roundToAttainable' in entry) ? { ...entry, roundToAttainable: true } : entry;
  };
  if (!isRecord(document)) return document;
  const { methods } = document;
  const entries = Array.isArray(methods) ? methods.map(rounded) : rounded(methods);
  return rounded('methods' in document ? { ...document, methods: entries } : document);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A search's level is answered too, with its delta and in the knowledge that runs were chosen by it. */
function analysisOf({ analysis, search }: Pick<Experiment, 'analysis' | 'search'>): AnalysisSettings {
  if (search === undefined) return analysis;
  const { level, width, delta = analysis.delta } = search;
  const lossLevels = [...new Set([...analysis.lossLevels, level])].sort((a, b) => b - a);
  return { ...analysis, lossLevels, delta, search: { level, width } };
}
