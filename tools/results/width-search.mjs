/**
 * How many runs a search saves that begins where d* is expected: real searches of the experiments of docs/results/width.md, from
 * the initialisation, with and without `search.expected`. Writes docs/results/width/searches.json, which tools/results/width.mjs reads.
 *
 *     node tools/results/width-search.mjs FOLDER [NAME...]
 *
 * FOLDER holds a results folder for each experiment; d* of one is expected at d_G times the geometric mean of d* / d_G in
 * the others. Runs that several searches choose are trained once; each search sees its own alone.
 */
import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { forwardRunStore, memoryRunStore, readExperiment, runExperiment, workerPoolExecutor } from '@dof/core';
import { adaptiveSearch, experimentSections } from '@dof/analysis';
import { openRunStore } from '@dof/store';
import { lastValueFrom, tap } from 'rxjs';
import { root, writeFormatted } from './documents.mjs';
import { CELLS, comparable, pointsOf } from './width-points.mjs';

const [folders, ...asked] = process.argv.slice(2);
const cells = [];
for (const cell of CELLS) {
  const file = join(folders, cell.name, 'width.json');
  if (existsSync(file)) cells.push({ ...cell, ...pointsOf(JSON.parse(await readFile(file, 'utf8'))) });
}

/** The geometric mean of d* / d_G over the points of other cells. */
function calibration(cell) {
  const logs = cells
    .filter((one) => one !== cell)
    .flatMap(({ points }) => points.filter(comparable))
    .map(({ dG, dStar }) => Math.log(dStar.dStar / dG));
  return Math.exp(logs.reduce((sum, value) => sum + value, 0) / logs.length);
}

const store = memoryRunStore();
/** Finished runs are found one by one, and not taken up by searches that did not choose them. */
const unlisted = forwardRunStore(store, { list: async () => [], close: async () => {} });
const executor = workerPoolExecutor(1);
const file = new URL('docs/results/width/searches.json', root);
const chosen = cells.filter(({ name }) => asked.length === 0 || asked.includes(name));
const before = existsSync(file) ? JSON.parse(await readFile(file, 'utf8')) : [];
const rows = before.filter((row) => !chosen.some(({ name }) => name === row.name));
for (const cell of chosen) {
  const path = fileURLToPath(new URL(`experiments/${cell.name}.yaml`, root));
  const experiment = await readExperiment(path, { sections: experimentSections });
  const factor = calibration(cell);
  // What was trained for the page is not trained again.
  const trained = await openRunStore(join(folders, cell.name), { access: 'read' });
  for (const result of await trained.list()) await store.put(result);
  await trained.close();
  const points = cell.points.filter((point) => point.start === 'initialisation' && comparable(point));
  for (const { start, startIndex, level, dG, dStar } of points) {
    const runsOf = async (expected) => {
      const search = {
        level,
        width: 1,
        from: 4,
        to: 4096,
        budget: 100,
        batch: 1,
        stopAtLevel: false,
        stopHopeless: false,
      };
      let runs;
      let found;
      const searching = {
        ...experiment,
        starts: [experiment.starts[startIndex]],
        degreesOfFreedom: [],
        search: { ...search, ...(expected !== undefined && { expected }) },
      };
      await lastValueFrom(
        runExperiment(searching, { store: unlisted, executor, strategy: adaptiveSearch }).pipe(
          tap((event) => {
            if (event.type === 'search-finished') [runs, found] = [event.search.runs, event];
          }),
        ),
      );
      return { runs, end: found.end, lower: found.search.lower, upper: found.search.upper };
    };
    const expected = Math.max(1, Math.round(factor * dG));
    const calibratedOn = cells.filter((one) => one !== cell).map(({ name }) => name);
    const row = { name: cell.name, start, level, calibratedOn, expected, dStar: dStar.dStar };
    rows.push({ ...row, middle: await runsOf(undefined), begun: await runsOf(expected) });
    const { middle, begun } = rows.at(-1);
    process.stderr.write(`${cell.name} ${start} ${level}: ${middle.runs} runs, from ${expected} ${begun.runs}\n`);
    await writeFormatted(file, rows);
  }
}
await executor.dispose();
