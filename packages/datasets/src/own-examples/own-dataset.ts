import { DofError, keyFromSeed, randomOrder, splitKey } from '@dof/core';
import type { Dataset, DataSplit } from '@dof/core';
import { emptySplit } from '../examples/empty-split.js';
import { finishedDataset } from '../examples/finished-dataset.js';
import type { OwnExampleOptions } from './own-example-options.js';

/** Examples as they were found: in splits, or all together. */
export type OwnExamples = { readonly train: DataSplit; readonly test?: DataSplit };

/**
 * A data set of the user's own examples, in an order drawn from `splitSeed`, so that the first of them are of all
 * classes; where there is no test set, the share asked for becomes one.
 *
 * @throws DOF_BAD_OPTIONS where options and examples do not go together
 */
export function ownDataset(
  identity: Pick<Dataset, 'name' | 'version' | 'inputShape' | 'classes' | 'notices'>,
  { train, test }: OwnExamples,
  options: OwnExampleOptions,
): Dataset {
  const key = splitKey(keyFromSeed(options.splitSeed), 'split');
  const order = randomOrder(splitKey(key, 'train'), train.count);
  const testCount = test === undefined ? Math.round(options.testShare * train.count) : 0;
  if (testCount === train.count || (test === undefined && testCount === 0)) {
    const message = `testShare: ${options.testShare} of ${train.count} examples leaves nothing to train or to test with`;
    throw new DofError('DOF_BAD_OPTIONS', message);
  }
  const splits = {
    train: inOrder(train, order.subarray(testCount), identity),
    test:
      test === undefined
        ? inOrder(train, order.subarray(0, testCount), identity)
        : inOrder(test, randomOrder(splitKey(key, 'test'), test.count), identity),
  };
  const unknown = options.classes?.find((label) => label >= identity.classes);
  if (unknown !== undefined) {
    throw new DofError('DOF_BAD_OPTIONS', `classes: there is no class ${unknown}, use 0 to ${identity.classes - 1}`);
  }
  const counts = { train: options.train ?? splits.train.count, test: options.test ?? splits.test.count };
  return finishedDataset(identity, splits, { ...options, ...counts });
}

function inOrder(split: DataSplit, order: Uint32Array, { classes }: Pick<Dataset, 'classes'>): DataSplit {
  const length = split.inputs.length / split.count;
  const ordered = emptySplit(order.length, [length], classes);
  order.forEach((index, n) => {
    ordered.inputs.set(split.inputs.subarray(index * length, (index + 1) * length), n * length);
    ordered.labels[n] = split.labels[index];
  });
  return ordered;
}
