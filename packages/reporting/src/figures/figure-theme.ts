import type { Config } from 'vega-lite';

/** Present on a bare machine through this package; browsers without it take their own sans-serif. */
export const FIGURE_FONT = 'DejaVu Sans, Verdana, sans-serif';

const INK = '#1b1b1b';
const QUIET = '#555555';

/** Fonts, sizes and colours of every figure. */
export const FIGURE_THEME: Config = {
  background: 'white',
  font: FIGURE_FONT,
  padding: 16,
  title: {
    color: INK,
    fontSize: 17,
    fontWeight: 'bold',
    anchor: 'start',
    frame: 'group',
    offset: 18,
    subtitleColor: QUIET,
    subtitleFontSize: 12,
    subtitleLineHeight: 17,
    subtitlePadding: 6,
  },
  axis: {
    domainColor: QUIET,
    tickColor: QUIET,
    labelColor: INK,
    titleColor: INK,
    labelFontSize: 12,
    titleFontSize: 13,
    titleFontWeight: 'normal',
    titlePadding: 10,
    grid: false,
  },
  legend: { labelColor: INK, titleColor: INK, labelFontSize: 12, titleFontSize: 13, titleFontWeight: 'normal' },
  view: { stroke: QUIET },
};
