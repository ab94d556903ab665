import type { DataSplit } from '@dof/core';

/** More classes than that are not named one by one. */
const LISTED = 10;

/**
 * Says which classes have no training example: each is an output that nothing is learnt for, so D and every loss mean
 * something other than with the classes alone that are there.
 */
export function missingClasses(train: DataSplit, test: DataSplit, classes: number): readonly string[] {
  const [known, tested] = [new Set(train.labels), new Set(test.labels)];
  const missing = Array.from({ length: classes }, (_, label) => label).filter((label) => !known.has(label));
  if (missing.length === 0) return [];
  const list = missing.length > LISTED ? `${missing.slice(0, LISTED).join(', ')}, ...` : missing.join(', ');
  const askedFor = missing.filter((label) => tested.has(label)).length;
  const inTest = askedFor === 0 ? '' : `, though ${askedFor} of them ${askedFor === 1 ? 'is' : 'are'} in the test set`;
  return [
    `${missing.length} of ${classes} classes have no training example in use (${list}, counted from 0)${inTest}; ` +
      'the option classes names those to keep',
  ];
}
