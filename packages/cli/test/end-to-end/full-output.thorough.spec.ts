import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { openRunStore } from '@dof/store';
import { describe, expect, it } from '@jest/globals';
import { temporaryFolders } from '../temporary-folder.js';
import { TINY, writeExperiment } from '../tiny-experiment.js';
import { command, dof, PATIENCE, type Outcome } from './dof-process.js';

const temporaryFolder = temporaryFolders();

describe('an output that nobody reads', () => {
  it(
    'says nothing when its reader has seen enough',
    async () => {
      const outcome = await new Promise<Outcome>((resolve) => {
        const script = `"$0" "$1" list models | head -n 1`;
        const child = spawn('sh', ['-c', script, process.execPath, command]);
        let stdout = '';
        let stderr = '';
        child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
        child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
        child.on('close', (code) => resolve({ code, stdout, stderr }));
      });
      expect(outcome.stderr).toBe('');
      expect(outcome.stdout.split('\n')).toHaveLength(2);
    },
    PATIENCE,
  );
});

describe('an output that is full', () => {
  it.each([[['list', 'datasets']], [['run', 'tiny.yaml']], [['runs', 'dof-results/tiny']]])(
    'is told in one line, and loses no run: %j',
    async (arguments_) => {
      if (!existsSync('/dev/full')) return;
      const cwd = temporaryFolder();
      writeExperiment(cwd, TINY.replace('seeds: 2', 'seeds: 1'));
      if (arguments_[0] === 'runs') await dof(['run', 'tiny.yaml'], { cwd });
      const full = openSync('/dev/full', 'w');
      const child = spawn(process.execPath, [command, ...arguments_], { cwd, stdio: ['ignore', full, 'pipe'] });
      let stderr = '';
      child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
      const code = await new Promise((resolve) => child.on('close', resolve));
      closeSync(full);
      expect([code, stderr]).toEqual([
        2,
        expect.stringMatching(/(^|\n)dof: cannot write the output: no space is left[^\n]*\n$/),
      ]);
      if (arguments_[0] === 'list') return;
      const store = await openRunStore(join(cwd, 'dof-results/tiny'), { access: 'read' });
      expect(await store.list().finally(() => store.close())).toHaveLength(3);
    },
    PATIENCE,
  );

  it(
    'does not stop a run whose progress cannot be shown',
    async () => {
      if (!existsSync('/dev/full')) return;
      const cwd = temporaryFolder();
      writeExperiment(cwd, TINY.replace('seeds: 2', 'seeds: 1'));
      const full = openSync('/dev/full', 'w');
      const child = spawn(process.execPath, [command, 'run', 'tiny.yaml'], { cwd, stdio: ['ignore', 'ignore', full] });
      expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
      closeSync(full);
      expect(existsSync(join(cwd, 'dof-results/tiny/report.html'))).toBe(true);
    },
    PATIENCE,
  );
});
