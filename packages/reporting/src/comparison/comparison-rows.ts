import { describeInterval, type Comparison, type ComparisonEntry } from '@dof/analysis';
import { shortStartLabel } from '@dof/core';
import type { DataTable } from '../data-tables/data-table.js';
import { ratioCell, ratioIntervalCell, thresholdCell } from '../text-tables/threshold-cells.js';
import { rateCell } from './comparison-table.js';

const text = (name: string, title = name) => ({ name, title, type: 'text' as const });
const integer = (name: string, title: string) => ({ name, title, type: 'integer' as const });

/** Every method of every comparison in one table, those first that are better than the null model at most levels. */
export function overviewTable(comparisons: readonly Comparison[]): DataTable {
  const rows = comparisons.flatMap(({ model, data, dimension, entries }) =>
    entries
      .filter(({ isNull }) => !isNull)
      .map((entry) => ({
        ...{ method: entry.label, start: shortStartLabel(entry.start), seeds: entry.seeds, rate: rateCell(entry) },
        subject: `${model} on ${data.name}, D = ${dimension.toLocaleString('en-US')}`,
        levels: entry.levels.length,
        better: countOf(entry, 'better'),
        worse: countOf(entry, 'worse'),
        ratio: measuredRatios(entry),
        cost: entry.preparationCost === undefined ? null : entry.preparationCost.fullSpaceGradients,
      })),
  );
  return {
    name: 'overview',
    caption: 'At how many levels of loss and accuracy each method needs fewer degrees of freedom than the null model',
    columns: [
      ...[text('method'), text('start'), text('subject', 'model and data'), text('rate', 'learning rate')],
      ...[integer('seeds', 'seeds'), integer('levels', 'levels'), integer('better', 'better at')],
      ...[integer('worse', 'worse at'), text('ratio', 'd* over that of the null')],
      integer('cost', 'gradients to prepare'),
    ],
    rows: rows.sort((a, b) => b.better - a.better || a.worse - b.worse),
  };
}

function countOf({ levels }: ComparisonEntry, verdict: string): number {
  return levels.filter((level) => level.verdict === verdict).length;
}

/** The range of the ratios over the levels at which both d* are measured. */
function measuredRatios({ levels }: ComparisonEntry): string {
  const ratios = levels.flatMap(({ comparison }) => comparison.ratio ?? []);
  if (ratios.length === 0) return '-';
  const [least, most] = [Math.min(...ratios).toPrecision(3), Math.max(...ratios).toPrecision(3)];
  return least === most ? least : `${least} to ${most}`;
}

/** The null model and every method at one level. */
export function levelRows({ entries, delta }: Comparison, index: number): DataTable {
  const { measure, level } = entries[0].levels[index];
  return {
    name: `level-${index}`,
    caption:
      `${measure} ${measure === 'training loss' ? 'at most' : 'at least'} ${level}: the least d with success probability ` +
      `at least ${Number((1 - delta).toPrecision(6))}`,
    columns: [
      ...[text('method'), text('start'), text('dStar', 'd*'), text('interval'), text('ratio', 'over that of the null')],
      ...[text('ratioInterval', 'interval of the ratio'), text('verdict')],
    ],
    rows: entries.map(({ label, start, isNull, levels }) => {
      const { comparison, verdict } = levels[index];
      return {
        ...{ method: label, start: shortStartLabel(start), verdict },
        dStar: thresholdCell(comparison.method),
        interval: describeInterval(comparison.method),
        ratio: isNull ? '1' : ratioCell(comparison),
        ratioInterval: isNull ? '' : ratioIntervalCell(comparison),
      };
    }),
  };
}
