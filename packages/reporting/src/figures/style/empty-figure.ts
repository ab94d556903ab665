import type { TopLevelSpec } from 'vega-lite';
import { FIGURE_THEME, VEGA_LITE_SCHEMA } from './figure-theme.js';

/** A figure that says why there is nothing to see. */
export function emptyFigure(title: string, message: string): TopLevelSpec {
  return {
    $schema: VEGA_LITE_SCHEMA,
    description: `${title}: ${message}`,
    width: 640,
    height: 160,
    title: { text: title },
    config: FIGURE_THEME,
    data: { values: [{ message }] },
    mark: { type: 'text', fontSize: 13 },
    encoding: { text: { field: 'message', type: 'nominal' } },
  };
}
