import type { TopLevelSpec } from 'vega-lite';
import type { Series } from '../../summary/series.js';
import { rising } from '../../values.js';
import { NULL_COLOUR } from './figure-theme.js';

/** One layer of a layered vega-lite figure. */
export type FigureLayer = Extract<TopLevelSpec, { layer: unknown }>['layer'][number];

/** Told apart by eyes that see few colours, and readable on white and on dark (after Okabe and Ito 2008). */
const COLOURS = ['#2b7bba', '#d9591c', '#1f9d77', '#b8629b', '#c28b00', '#4aa8d8', '#8a6f3c', '#7a5cc0'];

/** A legend below the figure, in as many columns, up to three, as the longest label leaves room for. */
export function legendBelow(labels: readonly string[]) {
  const letters = Math.max(...labels.map(({ length }) => length));
  return { orient: 'bottom' as const, columns: letters <= 27 ? 3 : letters <= 42 ? 2 : 1 };
}

/** One colour per method, the null grey in all figures. */
export function methodColour(series: readonly Pick<Series, 'method' | 'isNull'>[]) {
  const methods = [...new Set(series.map(({ method }) => method))];
  const nulls = new Set(series.filter(({ isNull }) => isNull).map(({ method }) => method));
  const others = methods.filter((method) => !nulls.has(method));
  return {
    field: 'method',
    type: 'nominal' as const,
    title: 'method',
    scale: {
      domain: methods,
      range: methods.map((method) =>
        nulls.has(method) ? NULL_COLOUR : COLOURS[others.indexOf(method) % COLOURS.length],
      ),
    },
    legend: { ...legendBelow(methods), symbolType: 'stroke', symbolStrokeWidth: 3 },
  };
}

/** Methods that the page's reader has switched off; pictures in files show all. */
export const HIDDEN_METHODS = { name: 'hidden', value: [] as string[] };

/** Keeps the rows of methods that are not switched off. */
export const VISIBLE = { filter: 'indexof(hidden, datum.method) < 0' };

/** Drag moves; shift and the wheel, or the page's buttons, zoom; a double click goes back. The wheel alone scrolls. */
export const ZOOM = {
  name: 'zoom',
  select: { type: 'interval' as const, zoom: 'wheel![event.shiftKey]' },
  bind: 'scales' as const,
};

/** Degrees of freedom, in powers of two where that is how they were chosen. */
export function degreesOfFreedomAxis(values: readonly number[]) {
  return { title: 'degrees of freedom d', values: [...values], format: ',d', labelOverlap: 'greedy' as const };
}

/** Every d among the series, rising. */
export function allDegreesOfFreedom(series: readonly Series[]): number[] {
  return rising(series.flatMap(({ summary }) => summary.degreesOfFreedom));
}
