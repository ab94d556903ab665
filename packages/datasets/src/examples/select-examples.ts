import { DofError, keyFromSeed, randomOrder, splitKey } from '@dof/core';
import type { DataSplit, RandomKey, SplitName } from '@dof/core';
import { emptySplit, sharedBytes, sharedLabels } from './empty-split.js';
import type { SubsetOptions } from './example-options.js';

/**
 * The examples of a split that the options ask for, in file order, in shared memory. A split that is there already and
 * wanted whole is answered as it is. With `classes`, labels count from 0 in the order of that list.
 *
 * @param classCount classes of the whole data set
 * @throws DOF_BAD_OPTIONS when there are fewer examples than asked for
 */
export function selectExamples(
  split: DataSplit,
  name: SplitName,
  classCount: number,
  options: SubsetOptions,
): DataSplit {
  const { classes, balance = false, subsetSeed } = options;
  const count = options[name];
  if (count > split.count) {
    throw new DofError(
      'DOF_BAD_OPTIONS',
      `${name}: ${count} examples asked for, there are ${split.count}: use at most that`,
    );
  }
  if (classes === undefined && !balance && subsetSeed === undefined) return firstExamples(split, count, classCount);
  const kept = classes ?? Array.from({ length: classCount }, (_, label) => label);
  const key = subsetSeed === undefined ? undefined : splitKey(keyFromSeed(subsetSeed), name);
  const pool = examplesOf(split, kept, key);
  // Asking for as many as the whole split has is asking for all that there are.
  const wanted = count === split.count ? undefined : count;
  const chosen = balance ? balanced(split, name, pool, kept, wanted) : firstOf(pool, name, wanted);
  return gathered(split, chosen.sort(), kept);
}

function firstExamples(split: DataSplit, count: number, classCount: number): DataSplit {
  const { inputs, labels } = split;
  const isShared = inputs.buffer instanceof SharedArrayBuffer && labels.buffer instanceof SharedArrayBuffer;
  if (isShared && count === split.count) return split;
  const length = inputs.length / split.count;
  const chosen = { inputs: sharedBytes(count * length), labels: sharedLabels(count, classCount) };
  chosen.inputs.set(inputs.subarray(0, count * length));
  chosen.labels.set(labels.subarray(0, count));
  return { count, ...chosen };
}

/** The examples of these classes, in file order or in the order drawn from the key. */
function examplesOf({ count, labels }: DataSplit, classes: readonly number[], key?: RandomKey): Uint32Array {
  const order = key === undefined ? Uint32Array.from({ length: count }, (_, i) => i) : randomOrder(key, count);
  return order.filter((index) => classes.includes(labels[index]));
}

function firstOf(pool: Uint32Array, name: SplitName, wanted = pool.length): Uint32Array {
  if (wanted <= pool.length) return pool.slice(0, wanted);
  throw new DofError(
    'DOF_BAD_OPTIONS',
    `${name}: ${wanted} examples asked for, but only ${pool.length} are of the classes chosen: use at most that`,
  );
}

/** As many of every class; where the count does not divide, one more of the classes that come first. */
function balanced(
  { labels }: DataSplit,
  name: SplitName,
  pool: Uint32Array,
  classes: readonly number[],
  wanted?: number,
): Uint32Array {
  const byClass = classes.map((label) => pool.filter((index) => labels[index] === label));
  const smallest = Math.min(...byClass.map(({ length }) => length));
  const total = wanted ?? smallest * classes.length;
  const quota = (rank: number): number => Math.floor(total / classes.length) + (rank < total % classes.length ? 1 : 0);
  const bad = (message: string): DofError => new DofError('DOF_BAD_OPTIONS', `${name}: ${message}`);
  if (smallest === 0) {
    const empty = classes[byClass.findIndex(({ length }) => length === 0)];
    throw bad(`class ${empty} has no example, so there cannot be as many of every class: leave balance out`);
  }
  const short = byClass.findIndex(({ length }, rank) => length < quota(rank));
  if (short >= 0) {
    throw bad(
      `${total} examples with as many of each of ${classes.length} classes were asked for, but class ${classes[short]} ` +
        `has ${byClass[short].length}: use at most ${smallest * classes.length}`,
    );
  }
  return Uint32Array.from(byClass.flatMap((indices, rank) => [...indices.subarray(0, quota(rank))]));
}

function gathered(split: DataSplit, indices: Uint32Array, classes: readonly number[]): DataSplit {
  const length = split.inputs.length / split.count;
  const part = emptySplit(indices.length, [length], classes.length);
  indices.forEach((index, n) => {
    part.inputs.set(split.inputs.subarray(index * length, (index + 1) * length), n * length);
    part.labels[n] = classes.indexOf(split.labels[index]);
  });
  return part;
}
