import type { TopLevelSpec } from 'vega-lite';
import { FIGURE_THEME } from './figure-theme.js';

/** A figure that says why there is nothing to see. */
export function emptyFigure(title: string, message: string): TopLevelSpec {
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description: `${title}: ${message}`,
    width: 640,
    height: 160,
    title: { text: title },
    config: FIGURE_THEME,
    data: { values: [{ message }] },
    mark: { type: 'text', fontSize: 16, color: '#555555' },
    encoding: { text: { field: 'message', type: 'nominal' } },
  };
}
