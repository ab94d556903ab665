import { labelsByKey, suggestion } from '@dof/core';
import { badColumns, plain, quoted, type ColumnPlaces, type SettingName } from './run-columns.js';

/** Columns that say how a run was made: rows that differ in one of them are of different series. */
const SETTINGS: ReadonlySet<string> = new Set(
  `series method methods methodversion methodoptions algorithm algo approach variant technique baseline
  model modelname modelhash arch architecture network net width depth hidden hiddensize layers units activation
  dataset datasetname datasetoptions datasethash data task trainsize ntrain numtrain trainexamples traincount testcount
  labelnoise noise augmentation augment
  optimizer optimiser optimizeroptions opt lr learningrate initiallr baselr lrschedule learningrateschedule schedule
  scheduler momentum weightdecay wd l2 dropout beta1 beta2 batchsize bs trainingepochs epochs nepochs numepochs maxepochs
  evaluationbatchsize lossfunction lossfn criterion
  projection basis sparsity rank start starttype startsteps startlearningrate startmomentum startbatchsize burnin
  burninsteps rewindsteps engine backend engineversion version precision dtype
  config configuration experiment group condition setting`.split(/\s+/),
);

/** Of {@link SETTINGS}, those that a method's own recipe for each d may set: no difference where it does. */
const RECIPE: ReadonlySet<string> = new Set(
  `optimizer learningrate optimizeroptions learningrateschedule batchsize trainingepochs`.split(' '),
);
const OWN_RECIPE = 'recommendedtraining';

/** Columns that say what came of a run, or where and when it was made. */
const NEUTRAL =
  /loss|acc|err|score|auc|f1|perplexity|norm|grad|time|date|second|minute|hour|duration|finished|created|host|machine|gpu|device|node|user|commit|hash|uuid|status|state|note|comment|tag|path|file|url|epochsdone|memory|dtrained|compression|enginevariant|stoppingrule|testseed/;
const NEUTRAL_NAMES: ReadonlySet<string> = new Set([
  '',
  'id',
  'name',
  'runname',
  'runid',
  'index',
  'dimension',
  OWN_RECIPE,
]);

/** Which columns tell series apart, each by its name in the table. */
export interface ColumnChoice {
  /** These do, beside those with usual names of settings. */
  readonly by: readonly string[];
  /** These do not. */
  readonly ignore: readonly string[];
}

/** The settings of a row, by name; those of rows of one series are the same. */
export type RowSettings = Readonly<Record<string, string>>;

/**
 * Finds the columns that tell series apart: those named, and those with usual names of settings. Returns what a row has
 * in them, as far as they differ between rows.
 *
 * @throws DofError DOF_BAD_COLUMNS for a name that is no column, and for a column that may or may not tell series apart:
 * pooling what does not belong together would give a threshold of nothing in particular.
 */
export function settingColumns(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  places: ColumnPlaces,
  { by, ignore }: ColumnChoice,
  setting: SettingName,
): (row: readonly string[]) => RowSettings {
  for (const name of [...by, ...ignore]) {
    if (header.some((cell) => cell.trim() === name)) continue;
    throw badColumns(`there is no column ${quoted(name)}${suggestion(name, header.map(quoted))}`);
  }
  const roles = new Set(Object.values(places));
  const open = header.flatMap((name, place) => (roles.has(place) || ignore.includes(name.trim()) ? [] : [place]));
  const varying = open.filter((place) => new Set(rows.map((row) => row[place])).size > 1);
  const named = varying.filter((place) => by.includes(header[place].trim()) || SETTINGS.has(plain(header[place])));
  if (!header.some((name) => plain(name) === 'series')) {
    const unclear = varying.find((place) => !named.includes(place) && mayBeSetting(header[place], place, rows, places));
    if (unclear !== undefined) {
      const values = rows.map((row) => row[unclear]);
      throw unclearColumn(header[unclear], values, setting);
    }
  }
  const ownRecipe = header.findIndex((name) => plain(name) === OWN_RECIPE);
  return (row) => {
    const hasOwnRecipe = ownRecipe >= 0 && row[ownRecipe] !== '';
    const told = named.filter((place) => !(hasOwnRecipe && RECIPE.has(plain(header[place]))));
    return Object.fromEntries(told.map((place) => [header[place].trim(), row[place]]));
  };
}

/** A column of an unknown name: few values, each of many rows, that follow neither from d nor, as numbers, from the seed. */
function mayBeSetting(
  name: string,
  place: number,
  rows: readonly (readonly string[])[],
  places: ColumnPlaces,
): boolean {
  const plainName = plain(name);
  if (NEUTRAL.test(plainName) || NEUTRAL_NAMES.has(plainName)) return false;
  const values = new Set(rows.map((row) => row[place]));
  if (values.size > rows.length / 2) return false;
  const isNumber = [...values].every((value) => value === '' || Number.isFinite(Number(value)));
  if (!isNumber) return true;
  return [places.d, places.seed].every((other) => other === undefined || !follows(place, other, rows));
}

/** Whether rows with the same value in the other column have the same in this one, and there are enough such rows to tell. */
function follows(place: number, other: number, rows: readonly (readonly string[])[]): boolean {
  const values = new Map<string, string>();
  const agree = rows.every((row) => {
    const before = values.get(row[other]) ?? row[place];
    values.set(row[other], before);
    return before === row[place];
  });
  return agree && values.size <= rows.length / 2;
}

function unclearColumn(name: string, values: readonly string[], setting: SettingName) {
  const distinct = [...new Set(values)];
  const shown = distinct.slice(0, 3).map(quoted).join(', ');
  const list = distinct.length > 3 ? `${shown}, ...` : shown;
  return badColumns(
    `the column ${quoted(name)} has ${distinct.length} values (${list}), and runs of different kinds have no threshold in ` +
      `common: ${setting('by')} ${name.trim()} for one result each, or ${setting('ignore')} ${name.trim()} if it makes no difference`,
  );
}

/** Columns whose value names a series, the best first. */
const NAMES = ['series', 'method', 'methods', 'algorithm', 'algo', 'approach'];

/** A label for each series of a table, by what its rows have in the columns that differ; empty for a single series. */
export function seriesLabels(series: readonly RowSettings[]): readonly string[] {
  if (series.length === 1) return [''];
  const columns = Object.keys(series[0]);
  const naming = NAMES.flatMap((name) => columns.find((column) => plain(column) === name) ?? []).at(0);
  const items = series.map((settings) => {
    const traits = Object.fromEntries(Object.entries(settings).filter(([column]) => column !== naming));
    const words = Object.entries(traits).map((trait) => trait.join(' '));
    const name = naming === undefined ? words.join(', ') : settings[naming];
    return { key: JSON.stringify(settings), name, traits };
  });
  return labelsByKey(items);
}
