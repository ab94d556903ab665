import type { Comparison } from '@dof/analysis';
import { dataTableHtml } from '../page/data-table-html.js';
import { Html, markup } from '../page/html.js';
import { renderSvg } from '../pictures/render-svg.js';
import { levelRows, overviewTable } from './comparison-rows.js';
import { RATE_NOTE } from './comparison-table.js';
import { ratiosFigure } from './ratios-figure.js';

/** Nothing is loaded and nothing runs: the pictures stand in the page. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

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
  const document = markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Leaderboard: degrees of freedom</title>
        <style>
          ${new Html(styles)}
        </style>
      </head>
      <body>
        <a class="skip" href="#main">Skip to the leaderboard</a>
        <header>
          <h1>Every method against the null model</h1>
          <p>
            d* is the least number of degrees of freedom at which training succeeds. A method is better than the null model
            where it needs fewer at the same level, on the same model, data and seeds, and the interval of the ratio
            excludes 1.
          </p>
        </header>
        <div class="columns">
          <nav aria-label="Contents">
            <ul>
              <li><a href="#leaderboard">Leaderboard</a></li>
              ${comparisons.map((one, i) => markup`<li><a href="#comparison-${i}">${titleOf(one)}</a></li>`)}
            </ul>
          </nav>
          <main id="main" tabindex="-1">
            <section id="leaderboard" aria-labelledby="leaderboard-title">
              <h2 id="leaderboard-title">Leaderboard</h2>
              ${dataTableHtml(overview)} ${hasEnds && markup`<p class="quiet">${RATE_NOTE}</p>`}
            </section>
            ${sections.map((section, i) => section(i))}
          </main>
        </div>
        <footer>
          <p class="quiet">Written by dof. Method: Larsen, Fort, Becker, Ganguli, ICLR 2022, arXiv:2107.05802.</p>
        </footer>
      </body>
    </html> `;
  return document.text;
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
