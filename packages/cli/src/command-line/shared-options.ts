import { InvalidArgumentError, Option } from 'commander';

/** `--set path=value` of every command that reads an experiment file; may be given again. */
export function settingOption(): Option {
  return new Option('--set <path=value>', 'change one setting of the file; may be given again')
    .argParser((value: string, before: readonly string[]) => [...before, value])
    .default([], 'none');
}

const MOST_JOBS = 1024;

/** Reads the value of `--jobs`. */
export function parseJobs(value: string): number {
  const jobs = Number(value);
  if (!/^\d+$/.test(value) || jobs < 1 || jobs > MOST_JOBS) {
    throw new InvalidArgumentError(`Expected a whole number from 1 to ${MOST_JOBS}.`);
  }
  return jobs;
}

/** What the command line says of workers elsewhere. */
export interface QueueChoice {
  readonly executor?: string;
  readonly queue?: string;
  readonly shared?: string;
}

/** The options of commands that can have their work done by workers elsewhere. */
export function queueOptions(): readonly Option[] {
  return [
    new Option(
      '--executor <address>',
      'have the runs done by `dof worker`s over redis://host:port (or `redis`: DOF_REDIS_URL)',
    ),
    new Option('--queue <name>', 'which queue of --executor (default: runs)'),
    new Option(
      '--shared <folder>',
      'a folder that coordinator and workers see, for preparations (default: through Redis)',
    ),
  ];
}

/** What the command line says of training again. */
export interface FreshOptions {
  readonly fresh: boolean;
  readonly freshSince?: string;
}

/** The options of commands that reuse finished runs, to train them again. */
export function freshOptions(): readonly Option[] {
  return [
    new Option('--fresh', 'train every run again; what is finished is kept until its new result is there').default(
      false,
    ),
    new Option('--fresh-since <time>', 'the same for runs finished before this time (ISO 8601): goes on with --fresh')
      .argParser(parseTime)
      .conflicts('fresh'),
  ];
}

/** The time before which finished runs are trained again; undefined where none are. */
export function freshTime({ fresh, freshSince }: FreshOptions): string | undefined {
  return freshSince ?? (fresh ? new Date().toISOString() : undefined);
}

function parseTime(value: string): string {
  const time = Date.parse(value);
  if (Number.isNaN(time)) throw new InvalidArgumentError('Expected a time such as 2026-01-31T12:00:00Z.');
  return new Date(time).toISOString();
}
