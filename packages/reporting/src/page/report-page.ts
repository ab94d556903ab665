import { createHash } from 'node:crypto';
import type { PageData } from '../../browser/page-data.js';
import type { Report } from '../report/report.js';
import { circumstances } from '../summary/in-words.js';
import { markup, Html, jsonInHtml } from './html.js';
import { pageData } from './report-page-data.js';
import type { PageLibraries } from './page-libraries.js';
import { answerSection } from './sections/answer-section.js';
import { controls } from './sections/controls.js';
import { figureSections } from './sections/figure-sections.js';
import { provenanceSection } from './sections/provenance-section.js';
import { tablesSection } from './sections/tables-section.js';

/**
 * The report as one HTML document that needs nothing else: no network, no file beside it. Reads without scripts too,
 * but for the charts, whose numbers are in tables.
 */
export function reportPage(report: Report, { charts, modules, styles, licence }: PageLibraries): string {
  const { summary, input } = report;
  const sections = [...figureSections(report), tablesSection(report) ?? [], provenanceSection(report)].flat();
  const document = markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy([...charts, ...modules])}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${summary.title}: degrees of freedom</title>
        <style>
          ${new Html(styles)}
        </style>
      </head>
      <body>
        <a class="skip" href="#main">Skip to the results</a>
        <header>
          <h1>${summary.title}</h1>
          ${input.experiment?.description && markup`<p>${input.experiment.description}</p>`}
          ${subjects(summary).map((subject) => markup`<p class="quiet">${subject}</p>`)}
        </header>
        ${controls(report)}
        <div class="columns">
          <nav aria-label="Contents">
            <ul>
              <li><a href="#answer">What was found</a></li>
              ${sections.map(({ id, title }) => markup`<li><a href="#${id}">${title}</a></li>`)}
            </ul>
          </nav>
          <main id="main" tabindex="-1">
            <noscript><p class="notice">The charts need scripts; every number in them is in the tables.</p></noscript>
            ${answerSection(report)} ${sections.map(({ content }) => content)}
          </main>
        </div>
        <footer>
          <p class="quiet">
            Written by dof. Method: Larsen, Fort, Becker, Ganguli, ICLR 2022, arXiv:2107.05802. Charts: vega, vega-lite,
            vega-embed.
          </p>
        </footer>
        ${dataElement(pageData(report))}
        <!-- vega, vega-lite and vega-embed follow. ${new Html(licence.replaceAll('--', '- -'))} -->
        ${charts.map((script) => scriptElement(script))} ${modules.map((script) => scriptElement(script, 'module'))}
      </body>
    </html> `;
  return document.text;
}

/** Model, data and the number of runs; one line for each pair of model and data. */
function subjects({ methods }: Report['summary']): string[] {
  if (methods.length === 0) return ['No runs yet.'];
  const keys = methods.map(({ model, data, dimension }) => JSON.stringify([model, data, dimension]));
  return [...new Set(keys)].map((key) => {
    const same = methods.filter((_, i) => keys[i] === key);
    const runs = same.flatMap((method) => method.runs);
    const seeds = [...new Set(same.flatMap((method) => method.seeds))];
    const { model, data } = same[0];
    return `${model} on ${data.name}, ${circumstances({ ...same[0], runs, seeds })}`;
  });
}

/** Not through a template: a script must stand in its element exactly as its hash in the policy has it. */
function scriptElement(script: string, type?: 'module'): Html {
  return new Html(`<script${type === undefined ? '' : ` type="${type}"`}>${script}</script>\n`);
}

function dataElement(data: PageData): Html {
  return new Html(`<script type="application/json" id="report-data">${jsonInHtml(data).text}</script>\n`);
}

/**
 * What the page may do: run exactly these scripts, and nothing that comes from elsewhere. Styles are not restricted
 * further than that, since the charts set some on their elements.
 */
function contentSecurityPolicy(scripts: readonly string[]): string {
  const hashes = scripts.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`);
  return [
    "default-src 'none'",
    `script-src ${hashes.join(' ')}`,
    "style-src 'unsafe-inline'",
    'img-src data: blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
