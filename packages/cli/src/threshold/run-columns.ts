import { DofError, suggestion } from '@dof/core/errors';

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
const COLUMNS = Object.keys(SPELLINGS) as readonly RunColumn[];

/** Where each column is, counted from 0; absent where the table lacks it. */
export type ColumnPlaces = Readonly<Partial<Record<RunColumn, number>>>;

/**
 * Finds the columns of a table by their names.
 *
 * @param mapping such as `d=k,loss=min_loss`: the names in this table, taken as they are.
 * @throws DofError DOF_BAD_COLUMNS
 */
export function findColumns(header: readonly string[], mapping: string | undefined): ColumnPlaces {
  const asked = mapping === undefined ? new Map<RunColumn, string>() : parseMapping(mapping);
  const places: Partial<Record<RunColumn, number>> = {};
  for (const column of COLUMNS) {
    const name = asked.get(column);
    const matches = name === undefined ? usualNames(header, column) : placesOf(header, (cell) => cell.trim() === name);
    if (name !== undefined && matches.length === 0) {
      throw badColumns(`there is no column ${quoted(name)}${suggestion(name, header.map(quoted))}`);
    }
    if (matches.length > 1) {
      const names = matches.map((i) => quoted(header[i])).join(' and ');
      throw badColumns(`${names} may all be the column ${column}: say which with --columns ${column}=NAME`);
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

function parseMapping(mapping: string): ReadonlyMap<RunColumn, string> {
  const pairs = mapping.split(',').map((part): readonly [RunColumn, string] => {
    const at = part.indexOf('=');
    const column = part.slice(0, Math.max(0, at)).trim();
    const name = part.slice(at + 1).trim();
    if (!isColumn(column) || name === '') {
      throw badColumns(`--columns ${mapping}: expected pairs such as d=k,loss=min_loss, of ${COLUMNS.join(', ')}`);
    }
    return [column, name];
  });
  return new Map(pairs);
}

function isColumn(name: string): name is RunColumn {
  return COLUMNS.some((column) => column === name);
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
