import { describe, expect, it } from '@jest/globals';
import { temporaryFolders } from '../temporary-folder.js';
import { TINY, writeExperiment } from '../tiny-experiment.js';
import { dof, PATIENCE } from './dof-process.js';

const temporaryFolder = temporaryFolders();

describe('a run that is stopped', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'keeps finished runs on %s, and the same command goes on from there',
    async (signal) => {
      const cwd = temporaryFolder();
      // Long enough that the signal comes in the middle.
      writeExperiment(cwd, TINY.replace('epochs: 3', 'epochs: 300'));
      const arguments_ = ['run', 'tiny.yaml', '--jobs', '1', '--json'];
      let sent = false;
      const first = await dof(arguments_, {
        cwd,
        onStderr: (text, kill) => {
          if (sent || !text.includes('[2/6]')) return;
          sent = true;
          kill(signal);
        },
      });
      expect(first.code).toBe(130);
      expect(first.stderr).toContain('to go on from there: dof run tiny.yaml --jobs 1 --json');
      const kept = JSON.parse(first.stdout);
      expect(kept).toMatchObject({ interrupted: true, complete: false });
      const count = kept.summary.runs.length;
      expect(count).toBeGreaterThanOrEqual(2);
      expect(count).toBeLessThan(6);

      const second = await dof(arguments_, { cwd });
      expect(second.code).toBe(0);
      expect(second.stderr).toContain(`${count} finished runs reused, ${6 - count} to train`);
      const all = JSON.parse(second.stdout).summary.runs;
      expect(all).toHaveLength(6);
      for (const run of kept.summary.runs) expect(all).toContainEqual(run);
    },
    PATIENCE,
  );

  it(
    'loses no finished run when it is killed',
    async () => {
      const cwd = temporaryFolder();
      writeExperiment(cwd, TINY.replace('epochs: 3', 'epochs: 300'));
      let said = 0;
      await dof(['run', 'tiny.yaml', '--jobs', '2'], {
        cwd,
        onStderr: (text, kill) => {
          said = text.match(/^\[\d\/6\]/gm)?.length ?? 0;
          if (said >= 3) kill('SIGKILL');
        },
      });
      const again = await dof(['run', 'tiny.yaml', '--json'], { cwd });
      expect(again.code).toBe(0);
      const { runs } = JSON.parse(again.stdout);
      expect(runs.reused).toBeGreaterThanOrEqual(3);
      expect(runs.reused + runs.trained).toBe(6);
    },
    PATIENCE,
  );
});
