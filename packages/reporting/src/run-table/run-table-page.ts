import { dataTableHtml } from '../page/data-table-html.js';
import { Html, markup } from '../page/html.js';
import { section } from '../page/sections/figure-sections.js';
import { stillPage } from '../page/still-page.js';
import { renderSvg } from '../pictures/render-svg.js';
import type { RunTableReport } from './run-table-report.js';

/**
 * The report of a table of runs as one HTML document that needs no scripts and no other file.
 *
 * @param styles the report page's style sheet
 */
export async function runTablePage(report: RunTableReport, styles: string): Promise<string> {
  const { title, subject, pictures, thresholds, success } = report;
  const drawings = await Promise.all(pictures.map(async ({ spec }) => new Html(await renderSvg(spec))));
  return stillPage({
    title,
    heading: title,
    lead: markup`<p class="quiet">${subject}</p>`,
    sections: [
      section(
        'answer',
        'What was found',
        markup`<p>
            d* is the least number of degrees of freedom d at which training reaches the loss level with the probability
            asked for.
          </p>
          ${dataTableHtml(thresholds)}`,
      ),
      section(
        'figures',
        'Phase transition',
        markup`<p class="quiet">
            Colour: the share of runs at this d that reach this training loss. White line: d*, dashed: its interval,
            circles: the levels asked for, triangles: d* beyond the measured d.
          </p>
          ${drawings.map((drawing) => markup`<figure><div class="chart">${drawing}</div></figure>`)}`,
      ),
      section('tables', 'Success probability', dataTableHtml(success)),
    ],
    styles,
  });
}
