/** What the scripts of docs/results share: reading results.json, means, and Markdown tables. */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as prettier from 'prettier';

export const root = new URL('../../', import.meta.url);

/** The document of an experiment's results, from `dof-results/<name>` or the folder given instead. */
export async function readResults(name, folder) {
  const place = folder === undefined ? new URL(`dof-results/${name}/`, root) : new URL(`file://${folder}/`);
  return JSON.parse(await readFile(new URL('results.json', place), 'utf8'));
}

export async function readPublished(name) {
  return JSON.parse(await readFile(new URL(`tools/published/${name}.json`, root), 'utf8'));
}

export const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

export const fixed = (value, digits = 3) => (value === undefined ? '' : value.toFixed(digits));

/** Values of the distinct `of(run)`, rising. */
export const distinct = (runs, of) => [...new Set(runs.map(of))].sort((a, b) => a - b);

/** Test accuracy after the last epoch; NaN for a run that diverged before the first. */
export const finalTestAccuracy = ({ history }) => history.at(-1)?.test.accuracy ?? NaN;

/** `.810 (.801 .819)`: the mean and, behind it, every run; empty without runs. */
export function meanAndRuns(values, digits = 3) {
  if (values.length === 0) return '';
  const each = values.length > 1 ? ` (${values.map((value) => fixed(value, digits)).join(' ')})` : '';
  return `${fixed(mean(values), digits)}${each}`;
}

/** A Markdown table; the first column is right-aligned, like all that hold numbers. */
export function markdownTable(header, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '--:')), ...rows.map(line)].join('\n');
}

/** How long the runs took and on what. */
export function costLine({ runs }) {
  const engines = [...new Set(runs.map(({ engine }) => `${engine.name} ${engine.version} (${engine.variant})`))];
  const finished = runs.map((run) => Date.parse(run.finishedAt));
  const begun = runs.map((run) => Date.parse(run.finishedAt) - 1000 * run.wallTimeSeconds);
  const minutes = (Math.max(...finished) - Math.min(...begun)) / 60_000;
  const total = runs.reduce((sum, run) => sum + run.wallTimeSeconds, 0);
  return `${runs.length} runs in ${minutes.toFixed(1)} minutes of wall time, ${(total / 60).toFixed(1)} minutes of runs in all, engine ${engines.join(', ')}.`;
}

/** Writes a document as the formatter wants it, JSON for anything that is no text. */
export async function writeFormatted(url, content) {
  const file = fileURLToPath(url);
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  await writeFile(file, await prettier.format(text, { ...(await prettier.resolveConfig(file)), filepath: file }));
}
