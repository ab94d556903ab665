import type { Comparison } from '@dof/analysis';
import { shortStartLabel } from '@dof/core';
import type { TopLevelSpec } from 'vega-lite';
import { figureTheme, VEGA_LITE_SCHEMA, type FigureMode } from '../figures/style/figure-theme.js';

const VERDICTS = ['better', 'no significant difference', 'too few seeds', 'worse'];
/** Told apart by eyes that see few colours, as in the figures of the report. */
const COLOURS = ['#1f9d77', '#8c8c8c', '#8c8c8c', '#d9591c'];

/**
 * d* of every method over d* of the null model at every level of a comparison, with intervals; a triangle where the
 * interval is open on one side. Undefined where nothing is known of any ratio.
 */
export function ratiosFigure({ entries }: Comparison, mode: FigureMode): TopLevelSpec | undefined {
  const starts = new Set(entries.map(({ start }) => shortStartLabel(start)));
  const values = entries
    .filter(({ isNull }) => !isNull)
    .flatMap(({ label, start, levels }) =>
      levels.map(({ measure, level, verdict, comparison: { ratio, lower, upper } }) => ({
        method: starts.size > 1 ? `${label} from ${shortStartLabel(start)}` : label,
        level: `${measure} ${measure === 'training loss' ? '≤' : '≥'} ${level}`,
        ...{ verdict, ratio, upper, lower: lower > 0 ? lower : null },
      })),
    )
    .filter(({ ratio, lower, upper }) => (ratio ?? lower ?? upper) !== null);
  if (values.length === 0) return undefined;
  const levels = [...new Set(values.map(({ level }) => level))];
  const x = {
    field: 'ratio',
    type: 'quantitative',
    scale: { type: 'log', base: 2, nice: false, padding: 24 },
    axis: { title: 'd* of the method / d* of the null model', format: '.3~g', labelOverlap: 'greedy', grid: true },
  } as const;
  const y = { field: 'method', type: 'nominal', axis: { title: null, labelLimit: 260 }, sort: null } as const;
  const color = {
    field: 'verdict',
    type: 'nominal',
    title: null,
    scale: { domain: VERDICTS, range: COLOURS },
    legend: { orient: 'bottom', values: VERDICTS.filter((one) => values.some(({ verdict }) => verdict === one)) },
  } as const;
  const openEnd = (end: string, other: string, shape: string) => ({
    transform: [{ filter: `!isValid(datum.ratio) && isValid(datum.${end}) && !isValid(datum.${other})` }],
    mark: { type: 'point' as const, shape, filled: true, size: 80, opacity: 1 },
    encoding: { x: { ...x, field: end }, y, color },
  });
  return {
    $schema: VEGA_LITE_SCHEMA,
    description: 'd* of every method over d* of the null model, at every level',
    config: figureTheme(mode),
    data: { values },
    facet: { row: { field: 'level', type: 'nominal', sort: levels, title: null, header: LEVEL_HEADER } },
    spacing: 26,
    spec: {
      width: 560,
      height: { step: 22 },
      layer: [
        { mark: { type: 'rule', strokeDash: [4, 4] }, encoding: { x: { datum: 1, type: 'quantitative' } } },
        {
          transform: [{ filter: 'isValid(datum.lower) && isValid(datum.upper)' }],
          mark: { type: 'rule', strokeWidth: 3, strokeOpacity: 0.6 },
          encoding: { x: { ...x, field: 'lower' }, x2: { field: 'upper' }, y, color },
        },
        openEnd('upper', 'lower', 'triangle-left'),
        openEnd('lower', 'upper', 'triangle-right'),
        {
          transform: [{ filter: 'isValid(datum.ratio)' }],
          mark: { type: 'point', filled: true, size: 90, opacity: 1 },
          encoding: { x, y, color },
        },
      ],
    },
  };
}

/** Over each row of the picture, where long names of methods leave it its width. */
const LEVEL_HEADER = { labelAngle: 0, labelOrient: 'top', labelAnchor: 'start', labelFontWeight: 'bold' } as const;
