import type { Figure } from '../figures/figure.js';
import { dataTableHtml, tableDownloads } from './data-table-html.js';
import { markup, type Html, type HtmlValue } from './html.js';

const ZOOMS = [
  ['0.7', 'Zoom in'],
  ['1.4', 'Zoom out'],
  ['0', 'Reset zoom'],
] as const;

/** A figure of the page: the chart, how to read it, its numbers as a table, and what can be saved. */
export function figureHtml({ id, title, caption, table }: Figure, attributes: HtmlValue = ''): Html {
  return markup`<figure id="${id}" aria-labelledby="${id}-title" ${attributes}>
    <h3 id="${id}-title">${title}</h3>
    <div
      class="chart"
      id="${id}-chart"
      role="img"
      aria-label="${title}. The same numbers are in the table below."
    ></div>
    <figcaption>${caption}</figcaption>
    <div class="tools" role="group" aria-label="${title}: zoom and save">
      ${ZOOMS.map(
        ([factor, words]) => markup`<button type="button" data-figure="${id}" data-zoom="${factor}">${words}</button> `,
      )}
      <button type="button" data-figure="${id}" data-picture="svg">SVG</button>
      <button type="button" data-figure="${id}" data-picture="png">PNG</button>
      ${tableDownloads(table.name)}
    </div>
    <details>
      <summary>The numbers as a table</summary>
      ${dataTableHtml(table)}
    </details>
  </figure>`;
}
