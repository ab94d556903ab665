import type { BestValues } from '@dof/core';
import type { DataTable, Row } from '../../data-tables/data-table.js';
import type { Series } from '../../summary/series.js';

/** The share of runs below the lower and above the upper end of a band. */
const OUTSIDE = 0.1;

const MEASURES = ['trainLoss', 'trainAccuracy', 'testLoss', 'testAccuracy'] as const;

const TITLES = {
  trainLoss: 'training loss',
  trainAccuracy: 'training accuracy',
  testLoss: 'test loss',
  testAccuracy: 'test accuracy',
} as const;

/** The best values of the runs at each d: their median, and the band that holds the middle 80 % of them. */
export function performanceTable(series: readonly Series[]): DataTable {
  return {
    name: 'performance',
    caption: 'Best loss and accuracy by degrees of freedom: median and middle 80 % of the runs',
    columns: [
      { name: 'method', title: 'method', type: 'text' },
      { name: 'start', title: 'start', type: 'text' },
      { name: 'isNull', title: 'null model', type: 'boolean' },
      { name: 'd', title: 'd', type: 'integer' },
      { name: 'compression', title: 'compression D / d', type: 'number' },
      { name: 'runs', title: 'runs', type: 'integer' },
      ...MEASURES.flatMap((measure) => [
        { name: measure, title: TITLES[measure], type: 'number' as const },
        { name: `${measure}Lower`, title: `${TITLES[measure]}, 10 % below`, type: 'number' as const },
        { name: `${measure}Upper`, title: `${TITLES[measure]}, 10 % above`, type: 'number' as const },
      ]),
    ],
    rows: series.flatMap(seriesRows),
  };
}

/** Runs without a finite measure reached nothing to average, so they do not count. */
function seriesRows({ method, start, isNull, summary }: Series): Row[] {
  const byD = new Map<number, BestValues[]>(summary.degreesOfFreedom.map((d) => [d, []]));
  for (const { d, best } of summary.runs) if (best !== null) byD.get(d)?.push(best);
  return [...byD]
    .filter(([, bests]) => bests.length > 0)
    .map(([d, bests]) => ({
      ...{ method, start, isNull, d, compression: summary.dimension / d, runs: bests.length },
      ...Object.fromEntries(MEASURES.flatMap((measure) => bandOf(measure, bests))),
    }));
}

function bandOf(measure: (typeof MEASURES)[number], bests: readonly BestValues[]): [string, number][] {
  const rising = Float64Array.from(bests, (best) => best[measure]).sort();
  return [
    [measure, quantile(rising, 0.5)],
    [`${measure}Lower`, quantile(rising, OUTSIDE)],
    [`${measure}Upper`, quantile(rising, 1 - OUTSIDE)],
  ];
}

/** The quantile of rising numbers, interpolated linearly between them (Hyndman and Fan 1996, type 7). */
function quantile(rising: ArrayLike<number>, share: number): number {
  const position = share * (rising.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, rising.length - 1);
  return rising[below] + (position - below) * (rising[above] - rising[below]);
}
