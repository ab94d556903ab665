import { lossLevelsFor } from '@dof/analysis';
import type { PlannedRun, RunResult } from '@dof/core';
import { formatLoss } from '../terminal/format-numbers.js';
import type { Style } from '../terminal/style.js';

const CELL = 7;
const LABEL = 12;
/** Levels shown when the experiment names more. */
const MOST_LEVELS = 6;

/** What is known of one series at one d. */
interface Column {
  planned: number;
  readonly bests: number[];
}

interface Group {
  /** A run of the series. */
  readonly example: PlannedRun;
  readonly columns: Map<number, Column>;
}

/** The phase transition of every series as text: success by loss level and d, filling in as runs finish. */
export class PhaseDiagram {
  readonly #lossLevels: readonly number[];
  readonly #seriesOf: (run: PlannedRun) => string;
  readonly #groups: Group[] = [];

  /**
   * @param lossLevels those of the experiment; sensible ones are chosen from the runs where it names none.
   * @param seriesOf the name of a run's series.
   */
  constructor(lossLevels: readonly number[], seriesOf: (run: PlannedRun) => string) {
    this.#seriesOf = seriesOf;
    this.#lossLevels = [...lossLevels].sort((a, b) => b - a).slice(0, MOST_LEVELS);
  }

  plan(runs: readonly PlannedRun[]): void {
    for (const run of runs) this.#column(run).planned += 1;
  }

  add(result: RunResult): void {
    this.#column(result).bests.push(result.best?.trainLoss ?? Infinity);
  }

  /** Lines that {@link lines} needs for everything. */
  get height(): number {
    const rows = (this.#lossLevels.length || MOST_LEVELS) + 2;
    return this.#groups.reduce((sum, { example }) => sum + rows + (isLong(this.#seriesOf(example)) ? 1 : 0), 0);
  }

  /** At most `height` lines of at most `width` columns; a series that does not fit whole is left out. */
  lines(width: number, height: number, style: Style): readonly string[] {
    const lines: string[] = [];
    for (const { example, columns } of this.#groups) {
      const group = this.#groupLines(this.#seriesOf(example), columns, width, style);
      if (lines.length + group.length > height) break;
      lines.push(...group);
    }
    return lines;
  }

  #groupLines(label: string, columns: ReadonlyMap<number, Column>, width: number, style: Style): readonly string[] {
    const room = Math.max(1, Math.floor((width - LABEL - 2) / CELL));
    const shown = spread(
      [...columns].sort(([a], [b]) => a - b),
      room,
    );
    const row = (name: string, cells: readonly string[]): string =>
      `  ${name.padEnd(LABEL).slice(0, LABEL)}${cells.map((cell) => cell.padStart(CELL)).join('')}`.slice(0, width);
    const head = row(
      isLong(label) ? '' : label,
      shown.map(([d]) => `d ${d}`),
    );
    const levels = this.#levels(columns).map((level) =>
      row(
        `loss ${formatLoss(level)}`,
        shown.map(([, column]) => successMark(column, level, style.unicode)),
      ),
    );
    const best = row(
      'best loss',
      shown.map(([, { bests }]) => (bests.length === 0 ? '-' : lowest(bests))),
    );
    const name = isLong(label) ? [style.bold(`  ${label}`.slice(0, width))] : [];
    return [...name, style.bold(head), ...levels, style.dim(best)];
  }

  #levels(columns: ReadonlyMap<number, Column>): readonly number[] {
    if (this.#lossLevels.length > 0) return this.#lossLevels;
    const trials = [...columns].flatMap(([d, { bests }]) => bests.map((best, seed) => ({ d, seed, best })));
    return trials.length === 0 ? [] : lossLevelsFor(trials).slice(0, MOST_LEVELS);
  }

  #column(run: PlannedRun): Column {
    const { degreesOfFreedom } = run.specification;
    // A search adds runs, and what tells series apart changes with it: groups are found by their names of now.
    const label = this.#seriesOf(run);
    let group = this.#groups.find(({ example }) => this.#seriesOf(example) === label);
    if (group === undefined) this.#groups.push((group = { example: run, columns: new Map() }));
    let column = group.columns.get(degreesOfFreedom);
    if (column === undefined) group.columns.set(degreesOfFreedom, (column = { planned: 0, bests: [] }));
    return column;
  }
}

/** Whether the name of a series takes a line of its own. */
function isLong(label: string): boolean {
  return label.length >= LABEL;
}

/** Darker with the share of runs that reached the level; empty before the first has finished. */
function successMark({ bests }: Column, level: number, unicode: boolean): string {
  if (bests.length === 0) return '';
  const share = bests.filter((best) => best <= level).length / bests.length;
  const marks = unicode ? ['·', '░', '▒', '▓', '█'] : ['.', '-', '+', 'x', '#'];
  // Only none and all have the marks at the ends.
  const index = share === 0 ? 0 : share === 1 ? 4 : Math.min(3, Math.max(1, Math.round(share * 4)));
  return marks[index].repeat(3);
}

function lowest(bests: readonly number[]): string {
  const best = bests.reduce((a, b) => Math.min(a, b));
  return Number.isFinite(best) ? formatLoss(best) : 'none';
}

/** At most `count` of the items, evenly chosen, with both ends. */
function spread<T>(items: readonly T[], count: number): readonly T[] {
  if (items.length <= count) return items;
  if (count === 1) return items.slice(-1);
  return Array.from({ length: count }, (_, i) => items[Math.round((i * (items.length - 1)) / (count - 1))]);
}
