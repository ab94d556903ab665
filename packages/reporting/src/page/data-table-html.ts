import type { Cell, Column, DataTable, Row } from '../data-tables/data-table.js';
import { readableCell } from '../text-tables/readable-values.js';
import { markup, type Html } from './html.js';

/** Rows shown in the page at most; the downloads hold them all. */
const MOST_ROWS = 300;

/** The table for people: a caption, headers with scope, numbers to the right. */
export function dataTableHtml({ caption, columns, rows }: DataTable, shown: readonly Row[] = [...rows]): Html {
  const some = shown.slice(0, MOST_ROWS);
  const rest = shown.length - some.length;
  return markup`<div class="scroller" tabindex="0" role="group" aria-label="${caption}">
    <table>
      <caption>
        ${caption}${rest > 0 && ` (the first ${MOST_ROWS} of ${shown.length.toLocaleString('en-US')} rows)`}
      </caption>
      <thead>
        <tr>
          ${columns.map(({ title, type }) => markup`<th scope="col" class="${alignment(type)}">${title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${some.map(
          (row) =>
            markup`<tr>
              ${columns.map((column, i) => cell(column, row[column.name], i === 0))}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function cell({ type }: Column, value: Cell, isFirst: boolean): Html {
  const text = readableCell(value);
  return isFirst
    ? markup`<th scope="row" class="${alignment(type)}">${text}</th>`
    : markup`<td class="${alignment(type)}">${text}</td>`;
}

function alignment(type: Column['type']): string {
  return type === 'text' || type === 'boolean' ? 'text' : 'number';
}

/** Buttons that save a table of the page. */
export function tableDownloads(name: string): Html {
  return markup`<button type="button" data-table="${name}" data-format="csv">CSV</button>
    <button type="button" data-table="${name}" data-format="json">JSON</button>`;
}
