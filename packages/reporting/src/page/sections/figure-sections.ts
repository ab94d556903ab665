import type { Figure } from '../../figures/figure.js';
import type { Report } from '../../report/report.js';
import { figureHtml } from '../figure-html.js';
import { markup, type Html } from '../html.js';

/** A part of the page with its place in the contents. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly content: Html;
}

/** Every figure of the report in sections. */
export function figureSections({ figures, series }: Report): Section[] {
  const { spectra, theory, trainingCurves } = figures;
  return [
    section('phase', 'Phase transition', variants('phase', 'Method and start', figures.phaseTransitions)),
    section('threshold', 'd* against loss', figureHtml(figures.threshold)),
    section('success', 'Success probability', figureHtml(figures.success)),
    section('against-null', 'Methods against the null model', figureHtml(figures.leaderboard)),
    section('performance', 'Accuracy and loss', variants('performance', 'Figure', figures.performance)),
    ...(spectra === undefined ? [] : [section('spectra', 'Singular spectra', figureHtml(spectra))]),
    ...(theory === undefined ? [] : [section('theory-section', 'Theory', figureHtml(theory))]),
    ...(trainingCurves.length === 0
      ? []
      : [
          section(
            'curves',
            'Training curves',
            markup`<p class="chooser">
                <label>
                  Method and start
                  <select id="curves-series">
                    ${series.map(({ name, method, start }) => markup`<option data-method="${method}" data-start="${start}">${name}</option>`)}
                  </select>
                </label>
                <label>
                  d
                  <select id="curves-d">
                    <option value="">all</option>
                  </select>
                </label>
              </p>
              ${figureHtml(pageCurves(trainingCurves[0]))}`,
          ),
        ]),
  ];
}

const PAGE_CURVES = 'training-curves';

/** The figure of training curves whose data the page's reader changes. */
export function pageCurves(first: Figure): Figure {
  return { ...first, id: PAGE_CURVES, title: 'Training curves', table: { ...first.table, name: PAGE_CURVES } };
}

function section(id: string, title: string, content: Html): Section {
  return {
    id,
    title,
    content: markup`<section id="${id}" aria-labelledby="${id}-title">
      <h2 id="${id}-title">${title}</h2>
      ${content}
    </section>`,
  };
}

/** Several figures of a kind, one at a time. Without scripts all of them are there. */
function variants(kind: string, label: string, figures: readonly Figure[]): Html {
  if (figures.length === 0) return markup`<p>Nothing to show yet.</p>`;
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
