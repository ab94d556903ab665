/**
 * d_G of each seed beside the least d whose run reached the level: the same starting point in both. From the trainings and
 * runs that are in the stores already; what is missing there is trained. Writes docs/results/width/by-seed.json, which
 * tools/results/width.mjs reads.
 *
 *     node tools/results/width-by-seed.mjs FOLDER
 *
 * FOLDER holds a results folder for each experiment of docs/results/width.md.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canonicalJson, readExperiment, resolveExperiment, workerPoolExecutor } from '@dof/core';
import { experimentSections, measureExperimentWidths, subLevelSetWidths } from '@dof/analysis';
import { openRunStore } from '@dof/store';
import { lastValueFrom, tap } from 'rxjs';
import { root, writeFormatted } from './documents.mjs';
import { CELLS } from './width-points.mjs';

const [folders] = process.argv.slice(2);
const executor = workerPoolExecutor(1);
const rows = [];
for (const { name } of CELLS.filter((cell) => existsSync(join(folders, cell.name, 'width.json')))) {
  const file = fileURLToPath(new URL(`experiments/${name}.yaml`, root));
  const experiment = await readExperiment(file, { sections: experimentSections });
  const resolved = await resolveExperiment(experiment);
  const store = await openRunStore(join(folders, name));
  const { confidence, lossLevels: levels } = experiment.analysis;
  const { dimension } = resolved.layout;
  const found = new Map();
  await lastValueFrom(
    measureExperimentWidths(resolved, { store, executor, settings: experiment.width, levels, confidence }).pipe(
      tap((event) => {
        if (event.type !== 'direction-finished') return;
        const { start, seed } = event.of;
        const key = canonicalJson({ start, seed });
        found.set(key, { start, seed, directions: [...(found.get(key)?.directions ?? []), event.found] });
      }),
    ),
  );
  const runs = await store.list();
  await store.close();
  for (const { start, seed, directions } of found.values()) {
    const own = runs.filter(({ specification: run }) => {
      return run.seed === seed && canonicalJson(run.start) === canonicalJson({ ...start, seed });
    });
    for (const width of subLevelSetWidths([directions], { levels, dimension, confidence })) {
      const reached = own.filter(({ best }) => best !== undefined && best.trainLoss <= width.level);
      if (width.status !== 'measured' || reached.length === 0) continue;
      rows.push({
        ...{ name, start, seed, startLoss: directions[0].startLoss, level: width.level, dG: width.dG },
        ...{ converged: width.converged, directions: width.directions },
        leastReached: Math.min(...reached.map(({ specification }) => specification.degreesOfFreedom)),
      });
    }
  }
}
await executor.dispose();
await writeFormatted(new URL('docs/results/width/by-seed.json', root), rows);
