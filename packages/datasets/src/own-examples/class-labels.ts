import { DofError, type Labels } from '@dof/core';
import { BYTE_CLASSES, MOST_CLASSES } from '../examples/empty-split.js';
import { corruptFile } from '../published/file-checks.js';
import type { NamedArray } from './byte-range.js';

/** More labels than that are not listed. */
const LISTED = 20;

/** Labels as data sets keep them, and how many classes they are of. */
export interface ClassLabels {
  readonly labels: readonly Labels[];
  readonly classes: number;
  /** The labels to keep, where the option names some, as what they became. */
  readonly kept?: readonly number[];
}

/**
 * The labels of arrays as classes. Without `classes` they must be 0, 1, 2, ... without a gap, since every number up to
 * the largest would become an output; with it, any whole numbers.
 *
 * @param counts examples that each array must have labels of
 * @throws DOF_DATA_CORRUPT, DOF_BAD_OPTIONS
 */
export function classLabels(
  arrays: readonly NamedArray[],
  counts: readonly number[],
  classes?: readonly number[],
): ClassLabels {
  arrays.forEach((array, i) => requireLabels(array, counts[i]));
  const values = [...new Set(arrays.flatMap(({ entries }) => [...new Set(entries)]))].sort((a, b) => a - b);
  const [{ name }] = arrays;
  if (classes === undefined) requireNoGaps(name, values);
  const absent = classes?.find((label) => label > values[values.length - 1] || label < values[0]);
  if (absent !== undefined) {
    throw new DofError('DOF_BAD_OPTIONS', `classes: there is no class ${absent}, use ${described(values)}`);
  }
  if (classes !== undefined && new Set(classes).size < classes.length) {
    throw new DofError('DOF_BAD_OPTIONS', `classes: ${classes.join(', ')} names a label twice, use each once`);
  }
  // Bytes, and numbers without a gap, stay as they are, so that what they name does not depend on which of them are there.
  const most = values[values.length - 1];
  if (values[0] >= 0 && (most < BYTE_CLASSES || (most < MOST_CLASSES && values.length === most + 1))) {
    const labels = arrays.map(({ entries }) => labelsOf(entries, most + 1));
    return { labels, classes: Math.max(2, most + 1), ...(classes && { kept: classes }) };
  }
  const known = [...new Set([...values, ...(classes ?? [])])].sort((a, b) => a - b);
  if (known.length > MOST_CLASSES) {
    throw corruptFile(name, `at most ${MOST_CLASSES} different labels`, String(known.length));
  }
  const index = new Map(known.map((value, position) => [value, position]));
  const code = (value: number): number => index.get(value) ?? 0;
  const labels = arrays.map(({ entries }) => labelsOf(Float64Array.from(entries, code), known.length));
  return { labels, classes: known.length, ...(classes && { kept: classes.map(code) }) };
}

function labelsOf(entries: ArrayLike<number>, classes: number): Labels {
  return classes <= BYTE_CLASSES ? Uint8Array.from(entries) : Uint16Array.from(entries);
}

function requireLabels({ name, shape, entries }: NamedArray, count: number): void {
  if (shape.length === 2 && shape[0] === count && shape[1] > 1) {
    const message = `${name} is ${shape.join(' x ')}: give one number an example, such as argmax(1) of one-hot labels`;
    throw new DofError('DOF_DATA_CORRUPT', message);
  }
  if (entries.length !== count || shape[0] !== count) {
    throw corruptFile(name, `${count} labels, one for each entry of the first axis of the inputs`, shape.join(' x '));
  }
  for (const label of entries) {
    if (!Number.isSafeInteger(label)) throw corruptFile(name, 'labels that are whole numbers', String(label));
  }
}

function requireNoGaps(name: string, values: readonly number[]): void {
  if (values.every((value, index) => value === index)) return;
  const [least, most] = [values[0], values[values.length - 1]];
  if (values.length === 1) {
    throw new DofError('DOF_BAD_OPTIONS', `${name} has no label but ${least}: give examples of at least 2 classes`);
  }
  const why =
    least < 0
      ? 'classes count from 0'
      : `${most + 1 - values.length} of the classes 0 to ${most} would have no example, and each adds an output`;
  const list = values.length > BYTE_CLASSES ? '...' : values.join(', ');
  throw new DofError(
    'DOF_BAD_OPTIONS',
    `${name} has the labels ${described(values)}, and ${why}: give classes: [${list}] to count them from 0`,
  );
}

function described(values: readonly number[]): string {
  const isRun = values.every((value, index) => value === values[0] + index);
  if (isRun && values.length > 2) return `${values[0]} to ${values[values.length - 1]}`;
  if (values.length <= LISTED) return values.join(', ');
  return `${values.slice(0, 3).join(', ')}, ... ${values[values.length - 1]} (${values.length} of them)`;
}
