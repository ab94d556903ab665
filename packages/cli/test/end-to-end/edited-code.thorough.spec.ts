import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunResult } from '@dof/core';
import { openRunStore, type EmbeddedRunStore } from '@dof/store';
import { describe, expect, it } from '@jest/globals';
import { temporaryFolders } from '../temporary-folder.js';
import { TINY, writeExperiment } from '../tiny-experiment.js';
import { dof, PATIENCE } from './dof-process.js';

const temporaryFolder = temporaryFolders();

/** A method as a file that imports nothing of ours: the random subspace of d parameters, from a scaled start. */
const FILE_METHOD = `import { scale } from './scale.mjs';
const method = {
  name: 'scaled', version: '1', contractVersion: '1', description: 'for a test',
  options: { '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value }) } },
  capabilities: { linear: true, nested: true, reachesFullSpace: true },
  attainable: (layout) => ({ minimum: 1, maximum: layout.dimension }),
  async reparametrise({ start, d, layout }) {
    return {
      degreesOfFreedom: d, dimension: layout.dimension, initialCoordinates: () => new Float32Array(d),
      embed: (theta, w) => { for (let i = 0; i < w.length; i++) w[i] = scale * start.w[i] + (i < d ? theta[i] : 0); },
      pullback: (_, gradient, out) => out.set(gradient.subarray(0, d)), dispose: () => {},
    };
  },
};
export const register = (container) => container.registerInstance(Symbol.for('@dof/core/DofReductionMethod'), method);
`;

describe('the code and the files that made a run', () => {
  it(
    'are part of it: whatever is edited is trained again',
    async () => {
      const cwd = temporaryFolder();
      const write = (name: string, text: string): void => writeFileSync(join(cwd, name), text);
      write('method.mjs', FILE_METHOD);
      write('scale.mjs', 'export const scale = 1;');
      write('table.npz', 'one');
      const methods = 'methods: { name: ./method.mjs, options: { table: ./table.npz } }';
      writeExperiment(cwd, TINY.replace('seeds: 2', 'seeds: 1').concat(`${methods}\n`));
      const trained = async (): Promise<number> => {
        const { code, stdout, stderr } = await dof(['run', 'tiny.yaml', '--json'], { cwd });
        expect([code, stderr.includes('    at ')]).toEqual([0, false]);
        return JSON.parse(stdout).runs.trained;
      };
      expect(await trained()).toBe(3);
      expect(await trained()).toBe(0);
      write('unrelated.mjs', 'export {};');
      expect(await trained()).toBe(0);
      write('scale.mjs', 'export const scale = 0.5;');
      expect(await trained()).toBe(3);
      write('table.npz', 'two');
      expect(await trained()).toBe(3);
      write('method.mjs', FILE_METHOD.replace('theta[i]', '2 * theta[i]'));
      expect(await trained()).toBe(3);
      write('scale.mjs', 'export const scale = 1;');
      write('table.npz', 'one');
      write('method.mjs', FILE_METHOD);
      expect(await trained()).toBe(0);
    },
    PATIENCE,
  );

  it(
    'are recorded for packages, whose change under one version is told, and --fresh trains again run by run',
    async () => {
      const cwd = temporaryFolder();
      writeExperiment(cwd, TINY.replace('seeds: 2', 'seeds: 1'));
      await dof(['run', 'tiny.yaml'], { cwd });
      const folder = join(cwd, 'dof-results/tiny');
      const stored = async <T>(work: (store: EmbeddedRunStore) => Promise<T>): Promise<T> => {
        const store = await openRunStore(folder);
        return work(store).finally(() => store.close());
      };
      const before = await stored((store) => store.list());
      const names = ['@dof/backend-simd', '@dof/core', '@dof/methods-random'];
      for (const { code, specification } of before) {
        expect(Object.keys(code ?? {}).sort()).toEqual(names);
        // Packages have versions: the names of their runs stay what they were.
        expect(Object.keys(specification.method).sort()).toEqual(['name', 'options', 'version']);
        expect(Object.keys(specification.backend).sort()).toEqual(['name', 'version']);
      }
      expect((await dof(['run', 'tiny.yaml'], { cwd })).stderr).not.toContain('under the same version');
      const other = (version: string) => ({ ...before[0].code, '@dof/methods-random': `${version} 0123456789ab` });
      await stored(async (store) => {
        await store.replace?.({ ...before[0], code: other('0.1.0') });
        await store.replace?.({ ...before[1], code: other('0.0.9') });
        await store.replace?.({ ...before[2], code: undefined });
      });
      const told = (await dof(['run', 'tiny.yaml'], { cwd })).stderr;
      expect(told).toContain('1 reused run was trained before the code of @dof/methods-random 0.1.0 changed under');
      expect(told).toContain('--fresh');

      const begun = new Date().toISOString();
      const fresh = await dof(['run', 'tiny.yaml', '--fresh', '--json'], { cwd });
      expect(JSON.parse(fresh.stdout).runs).toMatchObject({ planned: 3, trained: 3, reused: 0 });
      const after = await stored((store) => store.list());
      const measures = (runs: readonly RunResult[]) => new Map(runs.map(({ hash, best }) => [hash, best]));
      expect(measures(after)).toEqual(measures(before));
      for (const { finishedAt, code } of after) expect([finishedAt > begun, code]).toEqual([true, before[0].code]);
      const onwards = await dof(['run', 'tiny.yaml', '--fresh-since', begun, '--json'], { cwd });
      expect(JSON.parse(onwards.stdout).runs).toMatchObject({ trained: 0, reused: 3 });
      const later = await dof(['run', 'tiny.yaml', '--fresh-since', 'yesterday'], { cwd });
      expect([later.code, later.stderr]).toEqual([2, expect.stringContaining('Expected a time such as')]);
    },
    PATIENCE,
  );
});
