import type { TopLevelSpec } from 'vega-lite';
import type { Row } from '../../data-tables/data-table.js';
import { FIGURE_THEME, VEGA_LITE_SCHEMA } from '../style/figure-theme.js';
import { ZOOM } from '../style/shared-encodings.js';

/** What a picture of theory and measurement shows over the loss level. */
export interface TheoryPicture {
  readonly title: string;
  readonly description: string;
  readonly subtitle: string;
  /** What is measured and predicted; rows have the ends of its interval as `lower` and `upper`. */
  readonly value: {
    readonly field: string;
    readonly title: string;
    /** In tooltips, and on the axis. */
    readonly format: string;
    readonly axisFormat: string;
    readonly scale: { readonly type: 'log' | 'linear'; readonly base?: number };
  };
}

/**
 * A value over the loss level: measured (rows whose `source` is `measured`) as points with intervals, of a theory as lines
 * with bands; a colour per start, a dash per source.
 */
export function theorySpec(
  values: readonly Row[],
  { title, description, subtitle, value }: TheoryPicture,
): TopLevelSpec {
  const x = {
    field: 'level',
    type: 'quantitative',
    scale: { type: 'log', nice: false, padding: 12 },
    axis: { title: 'training loss level', format: '~g', labelOverlap: 'greedy', grid: true },
  } as const;
  const y = {
    field: value.field,
    type: 'quantitative',
    scale: { ...value.scale, nice: false, padding: 12 },
    axis: { title: value.title, format: value.axisFormat, grid: true },
  } as const;
  const bottom = { orient: 'bottom', columns: 3, labelLimit: 640 } as const;
  const color = {
    field: 'start',
    type: 'nominal',
    scale: { scheme: 'tableau10' },
    legend: { ...bottom, symbolType: 'circle' },
  } as const;
  const tooltip = [
    { field: 'source', type: 'nominal' },
    { field: 'start', type: 'nominal' },
    { field: 'level', type: 'quantitative', title: 'training loss level', format: '.3~g' },
    { field: value.field, type: 'quantitative', title: value.title, format: value.format },
    { field: 'lower', type: 'quantitative', title: 'lower end', format: value.format },
    { field: 'upper', type: 'quantitative', title: 'upper end', format: value.format },
  ] as const;
  return {
    $schema: VEGA_LITE_SCHEMA,
    description,
    width: 640,
    height: 360,
    title: { text: title, subtitle },
    config: FIGURE_THEME,
    data: { values: [...values] },
    layer: [
      {
        transform: [{ filter: "datum.source !== 'measured' && isValid(datum.lower) && isValid(datum.upper)" }],
        mark: { type: 'area', fillOpacity: 0.12, clip: true },
        encoding: { x, y: { ...y, field: 'lower' }, y2: { field: 'upper' }, color, detail: { field: 'source' } },
      },
      {
        params: [ZOOM],
        transform: [{ filter: "datum.source !== 'measured'" }],
        mark: { type: 'line', strokeWidth: 2, clip: true },
        encoding: {
          x,
          y,
          color,
          strokeDash: {
            field: 'source',
            type: 'nominal',
            title: 'theory',
            legend: { ...bottom, columns: 1, symbolType: 'stroke', symbolSize: 400 },
          },
          tooltip: [...tooltip],
        },
      },
      {
        transform: [{ filter: "datum.source !== 'measured'" }],
        mark: { type: 'point', filled: true, size: 24, opacity: 1, clip: true },
        encoding: { x, y, color, tooltip: [...tooltip] },
      },
      {
        transform: [{ filter: "datum.source === 'measured' && isValid(datum.lower) && isValid(datum.upper)" }],
        mark: { type: 'rule', strokeWidth: 2, clip: true },
        encoding: { x, y: { ...y, field: 'lower' }, y2: { field: 'upper' }, color },
      },
      {
        transform: [{ filter: "datum.source === 'measured'" }],
        mark: { type: 'point', filled: true, size: 80, opacity: 1, clip: true },
        encoding: { x, y, color, tooltip: [...tooltip] },
      },
    ],
  };
}
