import type { Shard } from '@dof/core';
import { InvalidArgumentError } from 'commander';

const MOST_SHARDS = 100_000;

/** Reads the value of `--shard`: `2/8` is the second of eight parts. */
export function parseShard(value: string): Shard {
  const [, index, count] = (/^(\d{1,6})\/(\d{1,6})$/.exec(value) ?? []).map(Number);
  if (index === undefined || index < 1 || index > count || count > MOST_SHARDS) {
    throw new InvalidArgumentError('Expected i/n with i from 1 to n, such as 2/8 for the second of eight parts.');
  }
  return { index, count };
}
