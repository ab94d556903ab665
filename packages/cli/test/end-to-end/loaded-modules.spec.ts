import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { temporaryFolders } from '../temporary-folder.js';
import { writeExperiment } from '../tiny-experiment.js';
import { dof, PATIENCE } from './dof-process.js';

const temporaryFolder = temporaryFolders();

/** Says at the end which packages in CommonJS were loaded, RxJS and others that are heavy among them. */
const TELL = `
  process.on('exit', () => {
    const names = Object.keys(require.cache).flatMap((file) => /.*[/\\\\]node_modules[/\\\\]([^/\\\\]+)/.exec(file)?.[1] ?? []);
    process.stderr.write('LOADED ' + [...new Set(names)].sort().join(' ') + '\\n');
  });`;

/** The packages that a command loads. */
async function loadedBy(cwd: string, ...arguments_: string[]): Promise<readonly string[]> {
  const file = join(cwd, 'tell.cjs');
  writeFileSync(file, TELL);
  const { code, stderr } = await dof(arguments_, { cwd, env: { NODE_OPTIONS: `--require ${file}` } });
  const told = /^LOADED (.*)$/m.exec(stderr)?.[1].split(' ');
  expect([code, told]).toEqual([0, expect.arrayContaining(['commander'])]);
  return told ?? [];
}

describe('what a command loads', () => {
  it.each(['methods', 'models', 'datasets'])(
    'is for `dof list %s` nothing that reads, runs or reports experiments',
    async (kind) => {
      const loaded = await loadedBy(temporaryFolder(), 'list', kind);
      for (const heavy of [
        'rxjs',
        'yaml',
        'piscina',
        'jiti',
        'libsql',
        'cli-progress',
        'tar-stream',
        'yauzl',
        'ml-matrix',
      ]) {
        expect(loaded).not.toContain(heavy);
      }
    },
    PATIENCE,
  );

  it(
    'is for a run without anything to train no pool of workers, and nothing that draws or counts',
    async () => {
      const folder = temporaryFolder();
      mkdirSync(join(folder, 'out'));
      const command = ['run', writeExperiment(folder), '--out', 'out'];
      expect(await loadedBy(folder, ...command)).toEqual(expect.arrayContaining(['piscina', 'cephes', 'libsql']));
      const again = await loadedBy(folder, ...command);
      expect(again).toEqual(expect.arrayContaining(['rxjs', 'libsql']));
      for (const heavy of ['piscina', 'cephes', 'ml-matrix', '@resvg', 'topojson-client', 'cli-progress']) {
        expect(again).not.toContain(heavy);
      }
    },
    PATIENCE,
  );
});
