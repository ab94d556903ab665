import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/** Where a data set's files are on this machine. */
export interface DataFolder {
  readonly folder: string;
  /** For people: how this folder was found. */
  readonly origin: string;
}

/**
 * The folders that files of a data set may be put into, in the order searched: `$DOF_DATA/name` where DOF_DATA is set,
 * then `dof/name` in the user's cache folder as the XDG base directory specification has it.
 */
export function dataFolders(
  name: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): readonly DataFolder[] {
  const { DOF_DATA: data, XDG_CACHE_HOME: cache } = environment;
  return [
    ...(data ? [{ folder: join(data, name), origin: 'from DOF_DATA' }] : []),
    { folder: join(cache || join(homedir(), '.cache'), 'dof', name), origin: 'cache folder' },
  ];
}
