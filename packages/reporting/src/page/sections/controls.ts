import type { Report } from '../../report/report.js';
import { markup, type Html } from '../html.js';

/** What the reader can choose for all figures at once. */
export function controls({ summary, series, starts, level }: Report): Html {
  const methods = [...new Set(series.map(({ method }) => method))];
  return markup`<form class="controls" aria-label="What the page shows" autocomplete="off">
    ${
      summary.lossLevels.length > 0 &&
      markup`<label>
        Training loss at most
        <select id="level">
          ${summary.lossLevels.map(
            (one) => markup`<option value="${one}" ${one === level && 'selected'}>${one}</option>`,
          )}
        </select>
      </label>`
    }
    ${
      starts.length > 1 &&
      markup`<label>
        Start
        <select id="start">
          ${starts.map((start) => markup`<option value="${start}">${start}</option>`)}
        </select>
      </label>`
    }
    ${
      methods.length > 1 &&
      markup`<fieldset>
        <legend>Methods</legend>
        ${methods.map(
          (method) =>
            markup`<label><input type="checkbox" name="method" value="${method}" checked /> ${method}</label> `,
        )}
      </fieldset>`
    }
    <button type="button" id="theme">Dark colours</button>
  </form>`;
}
