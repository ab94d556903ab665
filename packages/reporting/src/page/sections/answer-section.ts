import { describeInterval, roundedThreshold } from '@dof/analysis';
import type { DataTable } from '../../data-tables/data-table.js';
import { leaderboardTable } from '../../figures/leaderboard/leaderboard-table.js';
import type { Report } from '../../report/report.js';
import { startNote } from '../../summary/in-words.js';
import type { Series } from '../../summary/series.js';
import type { LevelSummary, Summary } from '../../summary/summary.js';
import { readableNumber } from '../../text-tables/readable-values.js';
import { dataTableHtml } from '../data-table-html.js';
import { markup, type Html } from '../html.js';

/** The first screen: d* with its interval, and how each method compares with the null; one version per level and start. */
export function answerSection(report: Report): Html {
  const { summary, series, starts, leaderboard } = report;
  const isCompared = leaderboard.some(({ comparison }) => comparison !== undefined);
  const table = leaderboardTable(leaderboard);
  return markup`<section id="answer" aria-labelledby="answer-title">
    <h2 id="answer-title">What was found</h2>
    ${summary.lossLevels.length === 0 && markup`<p class="answer">${emptyAnswer(report)}</p>`}
    ${summary.lossLevels.map((level, i) =>
      starts.map((start) => {
        const here = series.filter((one) => one.start === start);
        return markup`<div data-level="${level}" data-start="${start}">
          ${headline(here.find(({ isNull }) => isNull) ?? here[0], i, summary)}
          ${dataTableHtml((isCompared ? comparisonOf : thresholdsOf)(table, level, start))}
        </div>`;
      }),
    )}
  </section>`;
}

function emptyAnswer({ series }: Report): string {
  return series.length === 0 ? 'No runs yet.' : 'No run had a finite loss, so there is no level to ask about.';
}

function headline(
  { method, start, isNull, summary: { levels, dimension, runs } }: Series,
  index: number,
  { delta, confidence }: Summary,
): Html {
  const level = levels[index];
  const note = startNote(level, runs.length);
  return markup`<p class="answer">${answer(level, dimension)}</p>
    <p class="quiet">
      ${isNull ? 'The null model' : 'The method'} ${method} from ${start}: the least d that reaches a training loss of
      ${level.level} with probability at least ${Number((1 - delta).toPrecision(6))}; the interval is at
      ${Number((100 * confidence).toPrecision(6))} % confidence.
    </p>
    ${note !== undefined && markup`<p>${note}</p>`}`;
}

function answer({ threshold }: LevelSummary, dimension: number): Html {
  const interval = markup`<span class="interval">${describeInterval(threshold).replaceAll('<=', '≤')}</span>`;
  switch (threshold.status) {
    case 'measured':
      return markup`<span>d* = <strong>${roundedThreshold(threshold.dStar).toLocaleString('en-US')}</strong></span> ${interval}
        <span class="quiet"
          >of D = ${dimension.toLocaleString('en-US')}: compression ${readableNumber(dimension / threshold.dStar)}</span
        >`;
    case 'above':
      return markup`<span>Not reached up to d = <strong>${threshold.largest.toLocaleString('en-US')}</strong></span>
        ${interval}`;
    case 'below':
      return markup`<span>Already reached at d = <strong>${threshold.smallest.toLocaleString('en-US')}</strong></span>
        ${interval}`;
    case 'censored':
      return markup`<span>Unknown: runs were stopped before</span> ${interval}`;
    case 'no-data':
      return markup`No runs`;
  }
}

const THRESHOLD = ['method', 'dStar', 'interval', 'compression'];

function comparisonOf(leaderboard: DataTable, level: number, start: string): DataTable {
  const shown = [...THRESHOLD, 'ratio', 'ratioLower', 'ratioUpper', 'verdict'];
  return rowsAt(leaderboard, shown, { level, start, what: 'Against the null model' });
}

/** Where no method stands beside a null model. */
function thresholdsOf(leaderboard: DataTable, level: number, start: string): DataTable {
  return rowsAt(leaderboard, THRESHOLD, { level, start, what: 'Threshold training dimension' });
}

function rowsAt(
  leaderboard: DataTable,
  shown: readonly string[],
  { level, start, what }: { readonly level: number; readonly start: string; readonly what: string },
): DataTable {
  return {
    name: 'leaderboard',
    caption: `${what}, training loss at most ${level}, start: ${start}`,
    columns: shown.flatMap((name) => leaderboard.columns.find((column) => column.name === name) ?? []),
    rows: [...leaderboard.rows]
      .filter((row) => row['level'] === level && row['start'] === start)
      .map((row) => ({ ...row, dStar: row['dStar'] === null ? null : roundedThreshold(Number(row['dStar'])) })),
  };
}
