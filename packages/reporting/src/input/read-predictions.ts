import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PredictedLevel, ThresholdPrediction } from './threshold-prediction.js';

/** What `dof theory predict` writes beside the runs. */
const FILE = 'prediction.json';

/**
 * The predictions in a results folder: `{ predictions: [{ source, start, levels: [{ level, dStar, lower, upper }] }] }`.
 * Whatever else is in the file, or is not a prediction in it, is passed over; so is a file that is not there.
 */
export async function readPredictions(directory: string): Promise<readonly ThresholdPrediction[]> {
  const document = parse(await readFile(join(directory, FILE), 'utf8').catch(() => ''));
  const list = isRecord(document) && Array.isArray(document['predictions']) ? document['predictions'] : [];
  return list.filter(isRecord).flatMap(({ source, start, levels }) => {
    if (typeof source !== 'string' || typeof start !== 'string' || !Array.isArray(levels)) return [];
    const known = levels.filter(isRecord).flatMap(predictedLevel);
    return [{ source, start, levels: known.sort((a, b) => b.level - a.level) }];
  });
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
