import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { capturedTerminal } from '../../test/captured-terminal.js';
import { runInProcess, testServices } from '../../test/run-in-process.js';
import { temporaryFolders } from '../../test/temporary-folder.js';
import { TINY, writeExperiment } from '../../test/tiny-experiment.js';
import { runCli } from '../run-cli.js';

const temporaryFolder = temporaryFolders();

/** Every file below a folder, with its bytes and when it was changed. */
function contents(folder: string): readonly unknown[] {
  return (readdirSync(folder, { recursive: true }) as string[]).sort().map((name) => {
    const { mtimeMs, size } = statSync(join(folder, name));
    const isFile = statSync(join(folder, name)).isFile();
    return [name, mtimeMs, size, isFile && readFileSync(join(folder, name), 'base64')];
  });
}

describe('dof run --dry-run', () => {
  it('says what is asked for and what it takes, and leaves no trace', async () => {
    const folder = temporaryFolder();
    const arguments_ = ['run', writeExperiment(folder), '--dry-run'];
    const { code, terminal } = await runInProcess(arguments_, { workingDirectory: folder });
    expect(code).toBe(0);
    expect(terminal.errors()).toContain('6 runs: linear on synthetic (96 + 30 examples), D = 51; random');
    const output = terminal.output();
    expect(output).toMatch(/^ {2}runs +6 runs asked for, 0 there already, 6 to train$/m);
    expect(output).toMatch(/^ {2}D +51$/m);
    expect(output).toMatch(/^ {2}d of random \(projection gaussian\) +1, 8, 32$|^ {2}d of random +1, 8, 32$/m);
    expect(output).toMatch(/^ {2}memory +about \d+ MB for a run at its largest .*, \d+ MB in all with 1 run at once/m);
    expect(output).toMatch(/^ {2}time +about \d+\.\d s on this machine with 1 run at once, an estimate$/m);
    expect(output).toMatch(/^ {2}random.* d 1 +\S+ s a run\n {2}random.* d 32 +\S+ s a run$/m);
    expect(output).not.toContain('preparations');
    expect(readdirSync(folder)).toEqual(['tiny.yaml']);
  });

  it('counts what is there, and changes nothing of it', async () => {
    const folder = temporaryFolder();
    const file = writeExperiment(folder);
    await runInProcess(['run', file, '--set', 'seeds=1'], { workingDirectory: folder });
    const before = contents(folder);
    const dry = (...more: string[]) =>
      runInProcess(['run', file, '--dry-run', '--json', ...more], { workingDirectory: folder });
    const { terminal } = await dry();
    const document = JSON.parse(terminal.output());
    expect(document).toMatchObject({
      ...{ experiment: 'tiny', dryRun: true, dimension: 51, isMost: false },
      runs: { asked: 6, finished: 3, ahead: 3 },
      preparations: { ahead: 0, finished: 0, measured: [] },
    });
    expect(document.series).toHaveLength(1);
    expect(document.series[0].degreesOfFreedom).toEqual([1, 8, 32]);
    for (const end of document.series[0].measured) {
      expect(end).toMatchObject({ hasMap: true });
      expect(Math.min(end.seconds, end.stepSeconds, end.evaluationSeconds)).toBeGreaterThan(0);
    }
    expect(document.memory.all).toBe(document.memory.run + document.memory.data);
    // 126 images of 4 x 4 bytes, and a label each.
    expect(document.memory.data).toBe(126 * 17);
    expect(document.time.seconds).toBeGreaterThan(0);

    expect(JSON.parse((await dry('--fresh')).terminal.output()).runs).toEqual({ asked: 6, finished: 0, ahead: 6 });
    const shard = JSON.parse((await dry('--shard', '1/3')).terminal.output());
    expect(shard.runs.asked).toBe(2);
    const done = await dry('--set', 'seeds=1');
    expect(JSON.parse(done.terminal.output())).toMatchObject({ runs: { ahead: 0 }, time: { seconds: 0 } });
    expect(contents(folder)).toEqual(before);
  });

  it('counts burn-ins and preparations, and measures them', async () => {
    const folder = temporaryFolder();
    const prepared = `${TINY}
methods: [{ name: lottery-subspace, options: { every: 1, snapshots: 8, batchSize: 16 }, degreesOfFreedom: [2, 8] }]
start: { type: burn-in, steps: 4, batchSize: 16, learningRate: 0.1 }
`;
    const arguments_ = ['run', writeExperiment(folder, prepared), '--dry-run'];
    const { code, terminal } = await runInProcess(arguments_, { workingDirectory: folder });
    expect(code).toBe(0);
    const output = terminal.output();
    expect(output).toMatch(/^ {2}preparations +4 to make \(2 burn-ins among them\), 0 there already$/m);
    expect(output).toMatch(/^ {2}burn-in +4 steps +\S+ s each$/m);
    expect(output).toMatch(/^ {2}prepare lottery-subspace +\S+ s each$/m);
    expect(output).not.toContain('without its map');
    expect(readdirSync(folder)).toEqual(['tiny.yaml']);
  });

  it('says the budget of a search as the most', async () => {
    const folder = temporaryFolder();
    const search = TINY.replace('degreesOfFreedom: [1, 8, 32]', 'search: { level: 0.5, from: 1, to: 51, budget: 7 }');
    const arguments_ = ['run', writeExperiment(folder, search.replace('seeds: 2\n', '')), '--dry-run'];
    const { code, terminal } = await runInProcess(arguments_, { workingDirectory: folder });
    expect(code).toBe(0);
    expect(terminal.output()).toMatch(/^ {2}runs +at most 7 runs asked for, 0 there already, at most 7 to train$/m);
    expect(terminal.output()).toMatch(/^ {2}d of random.* 1, 51$/m);
    expect(terminal.output()).toMatch(/^ {2}time +at most about /m);
  });

  it('is stopped by Ctrl-C', async () => {
    const folder = temporaryFolder();
    const terminal = capturedTerminal(['run', writeExperiment(folder), '--dry-run'], { workingDirectory: folder });
    const services = testServices();
    const stopping = testServices({
      createExecutor(jobs) {
        setImmediate(() => terminal.interruptions$.next('SIGINT'));
        return services.createExecutor(jobs);
      },
    });
    expect(await runCli(terminal, stopping)).toBe(130);
    expect(terminal.output()).toBe('');
    expect(existsSync(join(folder, 'dof-results'))).toBe(false);
  });
});
