import { isDeepStrictEqual } from 'node:util';
import { coordinatesKey, putCoordinates, runHash, type RunResult } from '@dof/core';
import type { EmbeddedRunStore } from '@dof/store';

/** What came of merging one store into another. */
export interface MergeOutcome {
  readonly added: number;
  /** In both with the same outcome. */
  readonly same: number;
  /** In both from engines of different instruction variants, which agree within rounding only; the first is kept. */
  readonly otherVariant: number;
  /** In both with outcomes that the same engine cannot give twice; the first is kept. */
  readonly conflicts: readonly RunResult[];
  /** Results whose name is not the hash of their specification; not added. */
  readonly misnamed: number;
  readonly preparations: number;
}

const WRITES_AT_ONCE = 256;

/** Adds to `target` what `source` has and it has not. Merging again changes nothing. */
export async function mergeStores(target: EmbeddedRunStore, source: EmbeddedRunStore): Promise<MergeOutcome> {
  let added = 0;
  let same = 0;
  let otherVariant = 0;
  let misnamed = 0;
  const present = new Set(await target.preparations());
  const coordinates = new Set<string>();
  const conflicts: RunResult[] = [];
  for (let position = 0; ;) {
    const page = await source.listAfter(position, WRITES_AT_ONCE);
    const fresh: RunResult[] = [];
    for (const { result } of page) {
      coordinates.add(coordinatesKey(result.hash));
      if (runHash(result.specification) !== result.hash) misnamed += 1;
      else {
        const there = await target.get(result.hash);
        if (there === undefined) fresh.push(result);
        else if (isDeepStrictEqual(measured(there), measured(result))) {
          same += 1;
          if (!present.has(coordinatesKey(result.hash))) await copyCoordinates(target, source, result);
        } else if (there.engineVariant !== result.engineVariant) otherVariant += 1;
        else conflicts.push(result);
      }
    }
    // Before their results, as when they were trained.
    for (const result of fresh) await copyCoordinates(target, source, result);
    await Promise.all(fresh.map((result) => target.put(result)));
    added += fresh.length;
    if (page.length < WRITES_AT_ONCE) break;
    position = page[page.length - 1].position;
  }
  let preparations = 0;
  for (const key of await source.preparations()) {
    const prepared = present.has(key) || coordinates.has(key) ? undefined : await source.getPrepared(key);
    if (prepared === undefined) continue;
    await target.putPrepared(key, prepared);
    preparations += 1;
  }
  return { added, same, otherVariant, conflicts, misnamed, preparations };
}

/** What the same engine gives again in every bit. */
function measured({ status, dimension, history, best, divergedAtStep }: RunResult): unknown {
  return { status, dimension, history, best, divergedAtStep };
}

/** What a run trained goes where it goes, if it was kept. */
async function copyCoordinates(target: EmbeddedRunStore, source: EmbeddedRunStore, { hash }: RunResult): Promise<void> {
  const coordinates = await source.getPrepared(coordinatesKey(hash));
  if (coordinates !== undefined) await putCoordinates(target, hash, coordinates);
}
