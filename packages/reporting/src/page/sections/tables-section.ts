import type { DataTable } from '../../data-tables/data-table.js';
import type { Report } from '../../report/report.js';
import { dataTableHtml, tableDownloads } from '../data-table-html.js';
import { markup, type Html } from '../html.js';
import type { Section } from './figure-sections.js';

/** Rows of the table of runs in the page at most; the file `runs.csv` beside it has them all. */
const MOST_RUNS_IN_PAGE = 2000;

/** The tables that are no figure's; undefined where none has a row. */
export function tablesSection(report: Report): Section | undefined {
  const runs = report.input.results.length;
  const shown = tablesOnPage(report);
  if (shown.length === 0) return undefined;
  return {
    id: 'tables',
    title: 'Tables',
    content: markup`<section id="tables" aria-labelledby="tables-title">
      <h2 id="tables-title">Tables</h2>
      <p class="quiet">
        The files <code>tables/*.csv</code>, <code>*.parquet</code> and <code>tables.md</code> beside this page hold all
        of them
        whole${
          runs > MOST_RUNS_IN_PAGE &&
          `; of ${runs.toLocaleString('en-US')} runs the page holds the first ${MOST_RUNS_IN_PAGE.toLocaleString('en-US')}`
        }.
      </p>
      ${shown.map(tableHtml)}
    </section>`,
  };
}

/** The tables of the section, with the runs that the page holds. */
export function tablesOnPage({ tables }: Report): readonly DataTable[] {
  return ['thresholds', 'success', 'runs']
    .filter((name) => name in tables)
    .map((name) => (name === 'runs' ? firstRuns(tables[name]) : tables[name]));
}

function firstRuns(runs: DataTable): DataTable {
  const rows = [];
  for (const row of runs.rows) {
    if (rows.length === MOST_RUNS_IN_PAGE) break;
    rows.push(row);
  }
  return { ...runs, rows };
}

function tableHtml(table: DataTable): Html {
  return markup`<details>
    <summary>${table.caption}</summary>
    <div class="tools" role="group" aria-label="${table.caption}: save">${tableDownloads(table.name)}</div>
    ${dataTableHtml(table)}
  </details>`;
}
