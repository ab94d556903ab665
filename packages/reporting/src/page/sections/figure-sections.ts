import type { Figure } from '../../figures/figure.js';
import type { Report, ReportFigure } from '../../report/report.js';
import { dataTableHtml, tableDownloads } from '../data-table-html.js';
import { markup, type Html, type HtmlValue } from '../html.js';

/** A part of the page with its place in the contents. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly content: Html;
}

const ZOOMS = [
  ['0.7', 'Zoom in'],
  ['1.4', 'Zoom out'],
  ['0', 'Reset zoom'],
] as const;

/** A section for every figure of the report that has something to show. */
export function figureSections({ figures }: Report): Section[] {
  return figures
    .filter((figure) => picturesOnPage(figure).length > 0)
    .map((figure) => {
      const { id, title } = figure.module.section;
      return section(id, title, contentOf(figure));
    });
}

/** The pictures of a figure that the page shows. */
export function picturesOnPage({ pictures, onPage }: ReportFigure): readonly Figure[] {
  return onPage?.pictures ?? pictures;
}

/** A section with its heading. */
export function section(id: string, title: string, content: Html): Section {
  return {
    id,
    title,
    content: markup`<section id="${id}" aria-labelledby="${id}-title">
      <h2 id="${id}-title">${title}</h2>
      ${content}
    </section>`,
  };
}

function contentOf(figure: ReportFigure): Html {
  const { id, chooser } = figure.module.section;
  const pictures = picturesOnPage(figure);
  if (chooser !== undefined) return variants(id, chooser, pictures);
  return markup`${figure.onPage?.controls} ${pictures.map((picture) => figureHtml(picture))}`;
}

/** Several figures of a kind, one at a time. Without scripts all of them are there. */
function variants(kind: string, label: string, figures: readonly Figure[]): Html {
  const chooser = markup`<p class="chooser">
    <label>
      ${label}
      <select data-shows="${kind}">
        ${figures.map(({ id, title }) => markup`<option value="${id}">${title}</option>`)}
      </select>
    </label>
  </p>`;
  return markup`${figures.length > 1 && chooser}
  ${figures.map((figure) => figureHtml(figure, markup`data-variant-of="${kind}" data-variant="${figure.id}"`))}`;
}

/** A figure of the page: the chart, how to read it, its numbers as a table, and what can be saved. */
function figureHtml({ id, title, caption, table }: Figure, attributes: HtmlValue = ''): Html {
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
