import type { TopLevelSpec } from 'vega-lite';
import type { PageData, PageFigure, PageTable } from '../../browser/page-data.js';
import type { DataTable } from '../data-tables/data-table.js';
import type { Figure } from '../figures/figure.js';
import { figureTheme } from '../figures/style/figure-theme.js';
import type { Report } from '../report/report.js';
import { omit } from '../values.js';
import { picturesOnPage } from './sections/figure-sections.js';
import { tablesOnPage } from './sections/tables-section.js';

/** The figures and tables of a report as the page's scripts read them. */
export function pageData(report: Report): PageData {
  const pictures = report.figures.flatMap(picturesOnPage);
  const drawn = pictures.map(({ table, wholeTable = table }) => wholeTable);
  return {
    figures: Object.fromEntries(pictures.map((figure) => [figure.id, pageFigure(figure)])),
    tables: Object.fromEntries([...drawn, ...tablesOnPage(report)].map((table) => [table.name, pageTable(table)])),
  };
}

/** Most figures draw a whole table, which then stands in the page once. Data with a name are replaced by scripts. */
function pageFigure(figure: Figure): PageFigure {
  const spec = onPage(figure);
  const { data } = spec;
  const drawsTable =
    data && 'values' in data && data.name === undefined && Array.isArray(data.values) && data.values.length > 1;
  return drawsTable ? { spec: omit(spec, 'data'), table: figure.table.name } : { spec };
}

/** As wide as the page, in its colours, and without the title that the page gives it. */
function onPage({ spec }: Figure): TopLevelSpec {
  return {
    ...omit(spec, 'title'),
    width: 'container',
    autosize: { type: 'fit-x', contains: 'padding' },
    config: { ...figureTheme('page'), padding: 4 },
  } as TopLevelSpec;
}

function pageTable({ columns, rows }: DataTable): PageTable {
  const names = columns.map(({ name }) => name);
  return { columns: names, rows: Array.from(rows, (row) => names.map((name) => row[name] ?? null)) };
}
