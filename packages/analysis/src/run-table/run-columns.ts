import { DofError, suggestion } from '@dof/core';

/** What a table of runs may say of each run. */
export type RunColumn = 'd' | 'seed' | 'loss' | 'accuracy' | 'cluster' | 'epoch' | 'stopped';

/** The spellings each column is known by, compared without case, spaces, dashes and underscores. */
const SPELLINGS: Readonly<Record<RunColumn, readonly string[]>> = {
  d: ['d', 'dof', 'degreesoffreedom', 'intrinsicdim', 'subspacedim'],
  seed: ['seed', 'randomseed'],
  loss: ['loss', 'bestloss', 'besttrainloss', 'trainloss', 'finalloss', 'best', 'minloss'],
  accuracy: ['accuracy', 'acc', 'bestaccuracy', 'besttestaccuracy', 'testaccuracy', 'valaccuracy', 'testacc', 'valacc'],
  cluster: ['cluster', 'initseed', 'startseed', 'initialisation', 'initialization', 'init'],
  epoch: ['epoch', 'step', 'iteration', 'iter', 'globalstep'],
  stopped: ['stopped'],
};
/** Spellings that count where the table has none of the above: beside a column `d`, `dimension` is likely D. */
const SECOND_SPELLINGS: Readonly<Partial<Record<RunColumn, readonly string[]>>> = {
  d: ['dim', 'dimension'],
  seed: ['run', 'trial', 'replicate', 'runid'],
};
const LONGEST_QUOTE = 40;
/** What a table of runs may have a column for. */
export const RUN_COLUMNS = Object.keys(SPELLINGS) as readonly RunColumn[];

/** The names of columns in one table, taken as they are. */
export type ColumnNames = Readonly<Partial<Record<RunColumn, string>>>;

/** Where each column is, counted from 0; absent where the table lacks it. */
export type ColumnPlaces = Readonly<Partial<Record<RunColumn, number>>>;

/** How a message names a setting of the call, so that a command line can say `--by` where a library says `by`. */
export type SettingName = (name: 'columns' | 'by' | 'ignore' | 'loss' | 'accuracy') => string;

/** The name that a setting has in a call of the library. */
export const settingItself: SettingName = (name) => name;

/**
 * Finds the columns of a table: those named, and others by usual names.
 *
 * @throws DofError DOF_BAD_COLUMNS for a name that is no column, and where several columns may be meant
 */
export function findColumns(header: readonly string[], names: ColumnNames, setting: SettingName): ColumnPlaces {
  const places: Partial<Record<RunColumn, number>> = {};
  for (const column of RUN_COLUMNS) {
    const name = names[column];
    const matches = name === undefined ? usualNames(header, column) : placesOf(header, (cell) => cell.trim() === name);
    if (name !== undefined && matches.length === 0) {
      throw badColumns(`there is no column ${quoted(name)}${suggestion(name, header.map(quoted))}`);
    }
    if (matches.length > 1) {
      const found = matches.map((i) => quoted(header[i])).join(' and ');
      throw badColumns(`${found} may all be the column ${column}: say which with ${setting('columns')} ${column}=NAME`);
    }
    if (matches.length === 1) places[column] = matches[0];
  }
  return places;
}

function usualNames(header: readonly string[], column: RunColumn): readonly number[] {
  const spelled = placesOf(header, (cell) => SPELLINGS[column].includes(plain(cell)));
  if (spelled.length > 0) return spelled;
  return placesOf(header, (cell) => SECOND_SPELLINGS[column]?.includes(plain(cell)) ?? false);
}

function placesOf(header: readonly string[], matches: (cell: string) => boolean): readonly number[] {
  return header.flatMap((cell, i) => (matches(cell) ? [i] : []));
}

/** Whether a column of this name must hold whole numbers to be the seed; others may name runs by any text. */
export function isNumberedSeed(name: string): boolean {
  return SPELLINGS.seed.includes(plain(name));
}

/** A column's name without what people write in different ways. */
export function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]/g, '');
}

/** A cell for a message: no end of characters, and none that a terminal obeys. */
export function quoted(cell: string): string {
  const text = cell.length > LONGEST_QUOTE ? `${cell.slice(0, LONGEST_QUOTE)}...` : cell;
  return `"${text.replaceAll(/\p{C}/gu, '?')}"`;
}

/** The columns cannot be told. */
export function badColumns(message: string): DofError {
  return new DofError('DOF_BAD_COLUMNS', message);
}
