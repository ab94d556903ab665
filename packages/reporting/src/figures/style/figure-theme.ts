import type { Config } from 'vega-lite';

/** The version of vega-lite that the figures are written for. */
export const VEGA_LITE_SCHEMA = 'https://vega.github.io/schema/vega-lite/v6.json';

/** Present on a bare machine through this package; browsers without it take their own sans-serif. */
export const FIGURE_FONT = 'DejaVu Sans, Verdana, sans-serif';

/** On white paper; or in the page, whose style sheet decides the colours, so that they change with it. */
export type FigureMode = 'paper' | 'page';

const INK = { paper: '#1b1b1b', page: 'var(--figure-ink, #1b1b1b)' };
const QUIET = { paper: '#555555', page: 'var(--figure-quiet, #555555)' };
const RULE = { paper: '#e4e4e4', page: 'var(--figure-rule, #e4e4e4)' };

/** The null model in every figure that shows methods beside it. */
export const NULL_COLOUR = '#8c8c8c';

/** Fonts, sizes and colours of every figure. */
export function figureTheme(mode: FigureMode): Config {
  return {
    background: mode === 'paper' ? 'white' : 'transparent',
    font: FIGURE_FONT,
    padding: 16,
    title: {
      color: INK[mode],
      fontSize: 17,
      fontWeight: 'bold',
      anchor: 'start',
      frame: 'group',
      offset: 18,
      subtitleColor: QUIET[mode],
      subtitleFontSize: 12,
      subtitleLineHeight: 17,
      subtitlePadding: 6,
    },
    axis: {
      domainColor: QUIET[mode],
      tickColor: QUIET[mode],
      gridColor: RULE[mode],
      labelColor: INK[mode],
      titleColor: INK[mode],
      labelFontSize: 12,
      titleFontSize: 13,
      titleFontWeight: 'normal',
      titlePadding: 10,
      grid: false,
    },
    legend: {
      labelColor: INK[mode],
      titleColor: INK[mode],
      labelFontSize: 12,
      titleFontSize: 13,
      titleFontWeight: 'normal',
      // Pictures in files are laid out without a screen, where a letter counts as 10 pixels.
      labelLimit: 900,
    },
    text: { color: INK[mode] },
    rule: { color: QUIET[mode] },
    view: { stroke: QUIET[mode] },
  };
}

/** That of pictures in files. */
export const FIGURE_THEME: Config = figureTheme('paper');
