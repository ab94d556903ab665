import { describeInterval, type Comparison, type ComparisonEntry, type ComparisonLevel } from '@dof/analysis';
import { shortStartLabel } from '@dof/core';
import { formatTable, type TableFormat } from '../text-tables/format-table.js';
import { ratioCell, ratioIntervalCell, thresholdCell } from '../text-tables/threshold-cells.js';

/**
 * The comparison as tables, one per level, the null model first; then what the preparations cost and how the methods do
 * at the same d. Ends in a newline.
 */
export function comparisonTable(comparison: Comparison, format: TableFormat = 'text'): string {
  const { entries, dimension, data, model, confidence, delta } = comparison;
  if (entries.length === 0) return 'No runs of the null model yet, so there is nothing to compare with.\n';
  const heading = (text: string, level: number): string =>
    format === 'markdown' ? `${'#'.repeat(level)} ${text}\n` : `${text}\n`;
  const parts = [
    heading(
      `${comparison.title}: ${model} on ${data.name}, D = ${dimension.toLocaleString('en')}, ` +
        `${data.trainCount.toLocaleString('en')} training examples`,
      2,
    ),
    `d* is the least d with success probability at least ${1 - delta}; ratio is d* of the method over d* of the null,\n` +
      `with a ${100 * confidence} % interval (paired bootstrap over seeds, no finer than the grid of d).\n`,
    ...entries[0].levels.flatMap((level, i) => [
      heading(`${level.measure} ${level.measure === 'training loss' ? 'at most' : 'at least'} ${level.level}`, 3),
      formatTable(levelTable(comparison, i), format),
    ]),
  ];
  if (entries.some(({ learningRateEnd }) => learningRateEnd !== undefined)) parts.push(`${RATE_NOTE}\n`);
  if (entries.some((entry) => entry.preparationCost !== undefined)) {
    parts.push(
      heading('What the preparation costs, for each start and seed', 3),
      formatTable(costTable(entries), format),
    );
  }
  if (entries.some((entry) => entry.atSameD.length > 0)) {
    parts.push(heading('At the same d: method minus null, mean over paired seeds', 3));
    parts.push(formatTable(sameDTable(entries), format));
  }
  return parts.join('\n');
}

function levelTable({ entries, dimension }: Comparison, index: number) {
  return {
    header: ['method', 'start', 'rate', 'seeds', 'd*', 'interval', 'D/d*', 'ratio', 'interval', 'verdict'],
    rows: entries.map((entry) => {
      const level = entry.levels[index];
      const { method } = level.comparison;
      return [
        entry.label,
        shortStartLabel(entry.start),
        rateCell(entry),
        String(entry.seeds),
        thresholdCell(method),
        describeInterval(method),
        compression(level, dimension),
        ...(entry.isNull ? ['1', ''] : [ratioCell(level.comparison), ratioIntervalCell(level.comparison)]),
        level.verdict,
      ];
    }),
    leftAligned: [0, 1, 5, 8, 9],
  };
}

/** The learning rates of an entry; the last of those tried is marked. */
export function rateCell({ learningRates, learningRateEnd }: ComparisonEntry): string {
  return `${learningRates.map(String).join(' ')}${learningRateEnd === undefined ? '' : ' !'}`;
}

/** What the mark of `rateCell` means. */
export const RATE_NOTE =
  '! the best rate is the lowest or the highest of those tried: one beyond it might do better (benchmark.learningRates)';

function costTable(entries: readonly ComparisonEntry[]) {
  return {
    header: ['method', 'start', 'full-space gradients', 'examples', 'stored MB', 'seconds'],
    rows: entries.map((entry) => {
      const cost = entry.preparationCost;
      const numbers = cost
        ? [
            cost.fullSpaceGradients.toFixed(0),
            cost.gradientExamples.toFixed(0),
            (cost.storedBytes / 1e6).toFixed(2),
            cost.seconds.toFixed(1),
          ]
        : ['none', '', '', ''];
      return [entry.label, shortStartLabel(entry.start), ...numbers];
    }),
    leftAligned: [0, 1],
  };
}

function sameDTable(entries: readonly ComparisonEntry[]) {
  return {
    header: ['method', 'start', 'd', 'pairs', 'best training loss', 'best test accuracy'],
    rows: entries.flatMap((entry) =>
      entry.atSameD.map((row) => [
        entry.label,
        shortStartLabel(entry.start),
        String(row.d),
        String(row.pairedSeeds),
        signed(row.bestTrainLoss),
        signed(row.bestTestAccuracy),
      ]),
    ),
    leftAligned: [0, 1],
  };
}

/** D / d*, or its bound where d* lies outside the grid of d. */
function compression({ compression: measured, comparison: { method } }: ComparisonLevel, dimension: number): string {
  if (measured !== null) return measured.toFixed(1);
  if (method.status === 'above') return `< ${(dimension / method.largest).toFixed(1)}`;
  return method.status === 'below' ? `>= ${(dimension / method.smallest).toFixed(1)}` : '-';
}

function signed(value: number): string {
  return `${value > 0 ? '+' : ''}${value.toFixed(3)}`;
}
