import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contentHash, type Json, type RunResult, type RunStore, type SeriesStart } from '@dof/core';
import { remembered } from '../values.js';
import type { MeasuredWidths, PredictedLevel, ThresholdPrediction } from './report-details.js';

/** The `meta` of everything that the runs' methods had prepared, by key, where the store can give it. */
export async function readPreparations(
  store: RunStore,
  results: readonly RunResult[],
): Promise<ReadonlyMap<string, Json>> {
  const keys = new Set(results.flatMap(({ preparationKey }) => preparationKey ?? []));
  const found = new Map<string, Json>();
  for (const key of keys) {
    const meta = await store.getPreparedMeta?.(key);
    if (meta !== undefined) found.set(key, meta);
  }
  return found;
}

/**
 * The predictions that `dof theory predict` left in a results folder:
 * `{ predictions: [{ source, start, levels: [{ level, dStar, lower, upper }] }] }` of its `prediction.json`. Whatever else
 * is in the file, or is not a prediction in it, is passed over; so is a file that is not there, and one about another model
 * or other data than the runs: its member `network` is no {@link networkHash} of theirs.
 */
export async function readPredictions(
  directory: string,
  results: readonly RunResult[],
): Promise<readonly ThresholdPrediction[]> {
  const list = await readTheory(directory, 'prediction.json', 'predictions', results);
  return list.map(({ levels, ...rest }) => ({ ...rest, levels: levels.flatMap(predictedLevel) }));
}

/** The widths that `dof theory width` left there: members `widths` of `width.json`, read as predictions are. */
export async function readWidths(directory: string, results: readonly RunResult[]): Promise<readonly MeasuredWidths[]> {
  const list = await readTheory(directory, 'width.json', 'widths', results);
  return list.map(({ levels, ...rest }) => ({
    ...rest,
    levels: levels.flatMap(({ dG, ...ends }) =>
      predictedLevel({ ...ends, dStar: dG }).map(({ dStar, ...level }) => ({ ...level, dG: dStar })),
    ),
  }));
}

interface TheoryOfStart extends Pick<ThresholdPrediction, 'source' | 'start' | 'startSpecification'> {
  /** By falling level. */
  readonly levels: readonly (Record<string, unknown> & { readonly level: number })[];
}

async function readTheory(
  directory: string,
  file: string,
  member: string,
  results: readonly RunResult[],
): Promise<readonly TheoryOfStart[]> {
  const document = parse(await readFile(join(directory, file), 'utf8').catch(() => ''));
  if (isRecord(document) && document['network'] !== undefined) {
    const hashOf = remembered((model: object) => remembered((data: object) => networkHash({ model, data })));
    if (!results.some(({ specification: { model, data } }) => hashOf(model)(data) === document['network'])) return [];
  }
  const list = isRecord(document) && Array.isArray(document[member]) ? document[member] : [];
  return list.filter(isRecord).flatMap(({ source, start, startSpecification, levels }) => {
    if (typeof source !== 'string' || typeof start !== 'string' || !Array.isArray(levels)) return [];
    const known = levels
      .filter(isRecord)
      .flatMap((entry) => (typeof entry['level'] === 'number' ? [{ ...entry, level: entry['level'] }] : []));
    const at = isRecord(startSpecification) ? { startSpecification: startSpecification as unknown as SeriesStart } : {};
    return [{ source, start, ...at, levels: known.sort((a, b) => b.level - a.level) }];
  });
}

/** Names a model with its data: predictions are about one of them. */
export function networkHash({ model, data }: { readonly model: object; readonly data: object }): string {
  return contentHash({ model, data });
}

function predictedLevel({ level, dStar, lower, upper }: Record<string, unknown>): PredictedLevel[] {
  if (typeof level !== 'number') return [];
  const number = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : null);
  return [{ level, dStar: number(dStar), lower: number(lower), upper: number(upper) }];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
