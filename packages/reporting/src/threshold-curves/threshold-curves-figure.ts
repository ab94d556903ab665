import type { TopLevelSpec } from 'vega-lite';
import { emptyFigure } from '../figures/style/empty-figure.js';
import { FIGURE_THEME, VEGA_LITE_SCHEMA } from '../figures/style/figure-theme.js';
import type { FigureLayer } from '../figures/style/shared-encodings.js';

/** Blue, orange, green, purple; told apart by eyes that see few colours. */
const COLOURS = ['#2b7bba', '#d9591c', '#1f9d77', '#7a5cc0'];

/** d* at one loss level, with an interval where there is one. */
export interface ThresholdPoint {
  readonly loss: number;
  readonly d: number;
  readonly lower?: number | null;
  readonly upper?: number | null;
}

/** One curve of thresholds, in the same colour in every panel. */
export interface ThresholdSeries {
  readonly name: string;
  readonly mark: 'line' | 'dashed' | 'points';
  readonly points: readonly ThresholdPoint[];
}

/** What is seen from one start. */
export interface ThresholdPanel {
  /** Absent where there is one panel only. */
  readonly title?: string;
  readonly series: readonly ThresholdSeries[];
}

/** Threshold training dimensions over the loss, by theory or measured, side by side for several starts. */
export interface ThresholdCurves {
  readonly title: string;
  readonly subtitle: readonly string[];
  readonly panels: readonly ThresholdPanel[];
  /** Scale of d*; `linear` begins at 0. */
  readonly scale: 'linear' | 'log';
}

/** The curves as a vega-lite figure: lines with bands, points with intervals; all panels on the same axes. */
export function thresholdCurvesFigure({ title, subtitle, panels, scale }: ThresholdCurves): TopLevelSpec {
  const all = panels.flatMap(({ series }) => series);
  const names = [...new Set(all.map(({ name }) => name))];
  const points = all.flatMap((series) => series.points).filter(({ d }) => drawable(d, scale));
  if (points.length === 0) return emptyFigure(title, 'No threshold to draw');
  const losses = points.map(({ loss }) => loss);
  const ds = points.flatMap(({ d, lower, upper }) => [d, lower ?? d, upper ?? d]).filter((d) => drawable(d, scale));
  const axes: Axes = {
    names,
    scale,
    losses: [Math.min(...losses), Math.max(...losses)],
    ds: [scale === 'log' ? Math.max(1, Math.min(...ds)) : 0, Math.max(...ds)],
  };
  const single = panels.length === 1;
  return {
    $schema: VEGA_LITE_SCHEMA,
    description: `${title}: threshold training dimension by training loss`,
    title: { text: title, subtitle: [...subtitle] },
    config: FIGURE_THEME,
    columns: 2,
    spacing: 28,
    concat: panels.map((panel) => ({
      width: single ? 640 : 330,
      height: single ? 400 : 260,
      ...(panel.title === undefined ? {} : { title: { text: panel.title, fontSize: 13, offset: 6 } }),
      layer: panel.series.flatMap((series) => layersOf(series, axes)),
    })),
  };
}

interface Axes {
  readonly names: readonly string[];
  readonly scale: 'linear' | 'log';
  readonly losses: number[];
  readonly ds: number[];
}

function drawable(d: number, scale: Axes['scale']): boolean {
  return Number.isFinite(d) && (scale === 'linear' || d >= 1);
}

function layersOf({ name, mark, points }: ThresholdSeries, { names, scale, losses, ds }: Axes): FigureLayer[] {
  const clamp = (d: number) => Math.min(ds[1], Math.max(ds[0], d));
  const values = points
    .filter(({ d }) => drawable(d, scale))
    .map(({ loss, d, lower, upper }) => ({
      ...{ name, loss, d },
      lower: clamp(lower ?? (mark === 'points' ? ds[0] : d)),
      upper: clamp(upper ?? (mark === 'points' ? ds[1] : d)),
    }));
  const x = {
    field: 'loss',
    type: 'quantitative' as const,
    scale: { type: 'log' as const, domain: losses, nice: false, padding: 8 },
    axis: { title: 'training loss level', format: '~g', labelOverlap: 'greedy' as const, grid: true },
  };
  const y = {
    field: 'd',
    type: 'quantitative' as const,
    scale: { type: scale, ...(scale === 'log' && { base: 2 }), domain: ds, nice: false },
    axis: { title: 'threshold d*', format: ',d', grid: true },
  };
  const color = {
    field: 'name',
    type: 'nominal' as const,
    title: null,
    scale: { domain: [...names], range: names.map((_, i) => COLOURS[i % COLOURS.length]) },
    legend: {
      orient: 'bottom' as const,
      columns: 2,
      labelLimit: 420,
      symbolType: 'circle' as const,
      symbolOpacity: 1,
    },
  };
  const encoding = { x, y, color };
  const ends = { ...encoding, y: { ...y, field: 'lower' }, y2: { field: 'upper' } };
  if (mark === 'points') {
    return [
      { data: { values }, mark: { type: 'rule', strokeWidth: 1.6, clip: true }, encoding: ends },
      { data: { values }, mark: { type: 'point', filled: true, size: 60, opacity: 1, clip: true }, encoding },
    ];
  }
  const strokeDash = mark === 'dashed' ? { strokeDash: [6, 4] } : {};
  return [
    { data: { values }, mark: { type: 'area', fillOpacity: 0.16, clip: true }, encoding: ends },
    { data: { values }, mark: { type: 'line', strokeWidth: 2.2, clip: true, ...strokeDash }, encoding },
  ];
}
