import type { TopLevelSpec } from 'vega-lite';

/** One layer of a layered vega-lite figure. */
export type FigureLayer = Extract<TopLevelSpec, { layer: unknown }>['layer'][number];
