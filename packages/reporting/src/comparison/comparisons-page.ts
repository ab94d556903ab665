import type { Comparison } from '@dof/analysis';
import { dataTableHtml } from '../page/data-table-html.js';
import { Html, markup } from '../page/html.js';
import { stillPage } from '../page/still-page.js';
import { renderSvg } from '../pictures/render-svg.js';
import { levelRows, overviewTable } from './comparison-rows.js';
import { RATE_NOTE } from './comparison-table.js';
import { ratiosFigure } from './ratios-figure.js';

/**
 * All comparisons as one HTML document that needs no scripts and no other file: the leaderboard of all methods, then every
 * comparison with its picture and its tables.
 *
 * @param styles the report page's style sheet
 */
export async function comparisonsPage(comparisons: readonly Comparison[], styles: string): Promise<string> {
  const sections = await Promise.all(comparisons.map(comparisonSection));
  const overview = overviewTable(comparisons);
  const hasEnds = comparisons.some(({ entries }) => entries.some((entry) => entry.learningRateEnd !== undefined));
  return stillPage({
    title: 'Leaderboard',
    heading: 'Every method against the null model',
    lead: markup`<p>
      d* is the least number of degrees of freedom at which training succeeds. A method is better than the null model where
      it needs fewer at the same level, on the same model, data and seeds, and the interval of the ratio excludes 1.
    </p>`,
    sections: [
      {
        id: 'leaderboard',
        title: 'Leaderboard',
        content: markup`<section id="leaderboard" aria-labelledby="leaderboard-title">
          <h2 id="leaderboard-title">Leaderboard</h2>
          ${dataTableHtml(overview)} ${hasEnds && markup`<p class="quiet">${RATE_NOTE}</p>`}
        </section>`,
      },
      ...comparisons.map((one, i) => ({ id: `comparison-${i}`, title: titleOf(one), content: sections[i](i) })),
    ],
    styles,
  });
}

function titleOf({ title, model, data }: Comparison): string {
  return `${title}: ${model} on ${data.name}`;
}

/** A comparison with its picture, as a section of a number. */
async function comparisonSection(comparison: Comparison): Promise<(number: number) => Html> {
  const { dimension, data, confidence, entries } = comparison;
  const figure = ratiosFigure(comparison, 'page');
  const picture =
    figure &&
    markup`<figure>
    <div class="chart">${new Html(await renderSvg(figure))}</div>
    <figcaption>
      Left of 1: the method needs fewer degrees of freedom than the null model. Bars: ${100 * confidence} % interval of the
      ratio, a bootstrap over paired seeds. Triangles: the end of an interval that is open on the side they point to.
    </figcaption>
  </figure>`;
  return (number) => markup`<section id="comparison-${number}" aria-labelledby="comparison-${number}-title">
    <h2 id="comparison-${number}-title">${titleOf(comparison)}</h2>
    <p class="quiet">
      D = ${dimension.toLocaleString('en-US')}, ${data.trainCount.toLocaleString('en-US')} training and
      ${data.testCount.toLocaleString('en-US')} test examples
    </p>
    ${picture} ${entries[0]?.levels.map((_, i) => dataTableHtml(levelRows(comparison, i)))}
  </section>`;
}
