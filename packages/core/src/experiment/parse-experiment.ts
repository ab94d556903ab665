import type { z } from 'zod';
import { DofError } from '../errors/dof-error.js';
import { canonicalJson } from '../hashing/canonical-json.js';
import type { AnalysisSettings } from './analysis-settings.js';
import type { Experiment } from './experiment.js';
import { experimentSchema } from './experiment-schema.js';

/** Where an experiment came from. */
export interface ExperimentOrigin {
  /** Named in messages. */
  readonly source: string;
  /** Name used when the experiment has none. */
  readonly defaultName: string;
  readonly baseDirectory: string;
  /** The line of a path in the source, where lines exist. */
  lineOf?(path: readonly PropertyKey[]): number | undefined;
}

/** Validates an experiment; throws DOF_BAD_EXPERIMENT listing every problem with its path and what is allowed. */
export function parseExperiment(document: unknown, origin: ExperimentOrigin): Experiment {
  const parsed = experimentSchema.safeParse(withRoundedGrids(document));
  if (!parsed.success) {
    const problems = parsed.error.issues.flatMap(flattenUnion).map((issue) => {
      const line = origin.lineOf?.(issue.path);
      const place = [line === undefined ? '' : `line ${line}`, issue.path.join('.')].filter((part) => part !== '');
      return `${place.join(', ')}${place.length > 0 ? ': ' : ''}${issue.message}`;
    });
    throw new DofError('DOF_BAD_EXPERIMENT', `${origin.source}: ${[...new Set(problems)].join('; ')}`);
  }
  const { name, start, degreesOfFreedom, ...rest } = parsed.data;
  return {
    ...rest,
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

/**
 * An alternative that failed deep inside was the one meant: its own problems say more than "invalid input". Where
 * every alternative failed at once, what each of them expected is listed.
 */
function flattenUnion(issue: z.core.$ZodIssue): { readonly path: readonly PropertyKey[]; readonly message: string }[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const alternatives = issue.errors.map((issues) =>
    issues.flatMap((inner) => flattenUnion({ ...inner, path: [...issue.path, ...inner.path] })),
  );
  const depth = (issues: readonly { readonly path: readonly PropertyKey[] }[]): number =>
    Math.max(...issues.map(({ path }) => path.length));
  const deepest = Math.max(...alternatives.map(depth));
  if (deepest > issue.path.length) return alternatives.find((issues) => depth(issues) === deepest) ?? [issue];
  const informative = alternatives.find((issues) => issues.some(({ message }) => !message.startsWith('Invalid input')));
  if (informative !== undefined && alternatives.length > 0 && typeof issue.input === 'object') return informative;
  const expected = alternatives.flat().map(({ message }) => message.replace('Invalid input: ', ''));
  return [{ path: issue.path, message: [...new Set(expected)].join(', or ') }];
}
