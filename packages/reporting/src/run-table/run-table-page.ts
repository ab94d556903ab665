import { dataTableHtml } from '../page/data-table-html.js';
import { Html, markup } from '../page/html.js';
import { renderSvg } from '../pictures/render-svg.js';
import type { RunTableReport } from './run-table-report.js';

/** Nothing is loaded and nothing runs: the pictures stand in the page. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/**
 * The report of a table of runs as one HTML document that needs no scripts and no other file.
 *
 * @param styles the report page's style sheet
 */
export async function runTablePage(report: RunTableReport, styles: string): Promise<string> {
  const { title, subject, pictures, thresholds, success } = report;
  const drawings = await Promise.all(pictures.map(async ({ spec }) => new Html(await renderSvg(spec))));
  return markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}: degrees of freedom</title>
        <style>
          ${new Html(styles)}
        </style>
      </head>
      <body>
        <a class="skip" href="#main">Skip to the results</a>
        <header>
          <h1>${title}</h1>
          <p class="quiet">${subject}</p>
        </header>
        <main id="main" tabindex="-1">
          <section id="answer" aria-labelledby="answer-title">
            <h2 id="answer-title">What was found</h2>
            <p>
              d* is the least number of degrees of freedom d at which training reaches the loss level with the probability
              asked for.
            </p>
            ${dataTableHtml(thresholds)}
          </section>
          <section id="figures" aria-labelledby="figures-title">
            <h2 id="figures-title">Phase transition</h2>
            <p class="quiet">
              Colour: the share of runs at this d that reach this training loss. White line: d*, dashed: its interval,
              circles: the levels asked for, triangles: d* beyond the measured d.
            </p>
            ${drawings.map((drawing) => markup`<figure><div class="chart">${drawing}</div></figure>`)}
          </section>
          <section id="tables" aria-labelledby="tables-title">
            <h2 id="tables-title">Success probability</h2>
            ${dataTableHtml(success)}
          </section>
        </main>
        <footer>
          <p class="quiet">Written by dof. Method: Larsen, Fort, Becker, Ganguli, ICLR 2022, arXiv:2107.05802.</p>
        </footer>
      </body>
    </html> `.text;
}
