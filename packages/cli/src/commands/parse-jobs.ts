import { InvalidArgumentError } from 'commander';

const MOST_JOBS = 1024;

/** Reads the value of `--jobs`. */
export function parseJobs(value: string): number {
  const jobs = Number(value);
  if (!/^\d+$/.test(value) || jobs < 1 || jobs > MOST_JOBS) {
    throw new InvalidArgumentError(`Expected a whole number from 1 to ${MOST_JOBS}.`);
  }
  return jobs;
}
