import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/** A place where a data set's files may be. */
export interface DataFolder {
  readonly folder: string;
  /** For people: how this folder was found. */
  readonly origin: string;
  /** The user said so: where the folder exists, no other is looked at, whatever it lacks. */
  readonly chosen?: boolean;
  /** What would bring the files here, for people; absent where they are put by hand. */
  readonly brought?: string;
}

/** The part of `process.env` that says where data are. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The folders where a data set's files may be, in the order searched: the option `folder` alone where it is given;
 * otherwise `$DOF_DATA/name` where DOF_DATA is set, what installed packages bring, and `dof/name` in the XDG cache folder.
 */
export function dataFolders(
  name: string,
  option: string | undefined,
  packages: readonly DataFolder[] = [],
  environment: Environment = process.env,
): readonly DataFolder[] {
  if (option !== undefined) return [{ folder: option, origin: 'option folder', chosen: true }];
  return [...chosenFolder(name, environment), ...packages, { folder: cacheFolder(name, environment), origin: 'cache' }];
}

/** Where `dof datasets fetch` puts files: `$DOF_DATA/name` where DOF_DATA is set, otherwise `dof/name` in the XDG cache folder. */
export function downloadFolder(name: string, environment: Environment = process.env): string {
  return chosenFolder(name, environment)[0]?.folder ?? cacheFolder(name, environment);
}

function chosenFolder(name: string, { DOF_DATA: data }: Environment): readonly DataFolder[] {
  return data ? [{ folder: join(data, name), origin: 'from DOF_DATA', chosen: true }] : [];
}

/** `dof/name` in the user's cache folder as the XDG base directory specification has it. */
function cacheFolder(name: string, { XDG_CACHE_HOME: cache }: Environment): string {
  return join(cache || join(homedir(), '.cache'), 'dof', name);
}
