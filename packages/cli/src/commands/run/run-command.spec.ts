import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DofError, inProcessExecutor, runExperiment, type Executor, type TaskEvent } from '@dof/core';
import { openRunStore } from '@dof/store';
import { describe, expect, it } from '@jest/globals';
import { concatMap, NEVER, Observable } from 'rxjs';
import { capturedTerminal } from '../../../test/captured-terminal.js';
import { runInProcess, testServices } from '../../../test/run-in-process.js';
import { temporaryFolders } from '../../../test/temporary-folder.js';
import { TINY, writeExperiment } from '../../../test/tiny-experiment.js';
import { runCli } from '../../run-cli.js';

const temporaryFolder = temporaryFolders();

describe('dof run', () => {
  it('trains, shows plain lines on stderr and the tables on stdout, and writes the files it names', async () => {
    const folder = temporaryFolder();
    const { code, terminal } = await runInProcess(['run', writeExperiment(folder)], { workingDirectory: folder });
    expect(code).toBe(0);
    const lines = terminal.errors().trimEnd().split('\n');
    expect(lines[0]).toBe(
      '6 runs: linear on synthetic (96 + 30 examples), D = 51; random (projection gaussian); 3 d from 1 to 32, 2 seeds',
    );
    expect(lines).toHaveLength(7);
    expect(lines[1]).toMatch(/^\[1\/6\] random {2}d +32 {2}seed 0 {2}train loss \S+ {2}test accuracy \S+ {2}\S+ s$/);
    expect(terminal.errors() + terminal.output()).not.toContain('\x1b');
    expect(terminal.output()).toContain('Success probability by d');
    expect(terminal.output()).toContain('Threshold training dimension d*');
    const written = terminal.output().split('Written\n')[1].trimEnd().split('\n');
    expect(written.length).toBeGreaterThanOrEqual(3);
    const details = written.pop() ?? '';
    for (const file of written) expect(existsSync(join(folder, file.trim()))).toBe(true);
    expect(written.map((file) => file.trim())).toContain('dof-results/tiny/results.json');
    const pictures = readdirSync(join(folder, 'dof-results/tiny/figures'));
    const tables = readdirSync(join(folder, 'dof-results/tiny/tables'));
    expect(details.trim()).toBe(`and ${pictures.length + tables.length} files in its folders figures and tables`);
  });

  it('reuses finished runs and says so', async () => {
    const folder = temporaryFolder();
    const file = writeExperiment(folder);
    await runInProcess(['run', file], { workingDirectory: folder });
    const before = readFileSync(join(folder, 'dof-results/tiny/results.json'), 'utf8');

    const again = await runInProcess(['run', file], { workingDirectory: folder });
    expect(again.code).toBe(0);
    expect(again.terminal.errors()).toContain('all 6 runs finished before: nothing to train');
    expect(readFileSync(join(folder, 'dof-results/tiny/results.json'), 'utf8')).toBe(before);

    const wider = await runInProcess(['run', file, '--set', 'seeds=3'], { workingDirectory: folder });
    expect(wider.terminal.errors()).toContain('6 finished runs reused, 3 to train');
    expect(wider.terminal.errors().match(/^\[/gm)).toHaveLength(3);
  });

  it('prints one JSON document on stdout and everything else on stderr', async () => {
    const folder = temporaryFolder();
    const out = join(folder, 'elsewhere');
    const arguments_ = ['run', writeExperiment(folder), '--json', '--out', out, '--set', 'seeds=[5]'];
    const { code, terminal } = await runInProcess(arguments_, { workingDirectory: folder });
    expect(code).toBe(0);
    const document = JSON.parse(terminal.output());
    expect(document).toMatchObject({
      experiment: 'tiny',
      directory: out,
      complete: true,
      interrupted: false,
      runs: { planned: 3, reused: 0, trained: 3, failed: [] },
    });
    expect(document.summary.runs.map((run: { seed: number }) => run.seed)).toEqual([5, 5, 5]);
    expect(document.files).toContain(join(out, 'results.json'));
    expect(terminal.errors().match(/^\[/gm)).toHaveLength(3);
  });

  it('records the experiment with its defaults in the folder', async () => {
    const folder = temporaryFolder();
    await runInProcess(['run', writeExperiment(folder), '--set', 'seeds=[7]'], { workingDirectory: folder });
    const record = JSON.parse(readFileSync(join(folder, 'dof-results/tiny/experiment.json'), 'utf8'));
    expect(record).toMatchObject({ name: 'tiny', backend: 'simd', degreesOfFreedom: [1, 8, 32], seeds: [7] });
  });

  it('keeps finished runs when interrupted, reports them, and goes on from there', async () => {
    const folder = temporaryFolder();
    const arguments_ = ['run', writeExperiment(folder), '--set', 'training.epochs=4'];
    const terminal = capturedTerminal(arguments_, { workingDirectory: folder });
    // The third run is still under way when the second has been stored, however slow the disk is.
    const executor = inProcessExecutor();
    let begun = 0;
    const thirdNeverEnds: Executor = {
      ...executor,
      execute: (task) => (task.kind === 'train' && ++begun > 2 ? NEVER : executor.execute(task)),
    };
    let finished = 0;
    const code = await runCli(
      terminal,
      testServices({
        createExecutor: () => thirdNeverEnds,
        runExperiment: (experiment, environment) =>
          runExperiment(experiment, environment).pipe(
            concatMap(function* (event) {
              yield event;
              if (event.type === 'run-finished' && ++finished === 2) terminal.interruptions$.next('SIGINT');
            }),
          ),
      }),
    );
    expect(code).toBe(130);
    expect(finished).toBe(2);
    expect(terminal.exits).toEqual([]);
    expect(terminal.errors()).toMatch(/stopping: finished runs are kept/);
    expect(terminal.errors()).toContain('stopped with 2 of 6 runs finished; to go on from there: dof run ');
    expect(terminal.errors().trimEnd()).toMatch(/tiny\.yaml --set training\.epochs=4$/);
    const results = JSON.parse(readFileSync(join(folder, 'dof-results/tiny/results.json'), 'utf8'));
    expect(results.runs).toHaveLength(2);

    const store = await openRunStore(join(folder, 'dof-results/tiny'), { access: 'read' });
    expect(await store.size()).toMatchObject({ runs: 2 });
    await store.close();
    const again = await runInProcess(arguments_, { workingDirectory: folder });
    expect(again.code).toBe(0);
    expect(again.terminal.errors()).toContain('2 finished runs reused, 4 to train');
  });

  it('quits at once on the second signal', async () => {
    const folder = temporaryFolder();
    const terminal = capturedTerminal(['run', writeExperiment(folder)], { workingDirectory: folder });
    const stuck: Executor = {
      concurrency: 1,
      execute: () =>
        new Observable<TaskEvent>((subscriber) => {
          subscriber.next({ type: 'started' });
          queueMicrotask(() => {
            terminal.interruptions$.next('SIGINT');
            terminal.interruptions$.next('SIGTERM');
          });
        }),
      dispose: async () => {},
    };
    expect(await runCli(terminal, testServices({ createExecutor: () => stuck }))).toBe(130);
    expect(terminal.exits).toEqual([130]);
    expect(terminal.errors()).toContain('stopped with 0 of 6 runs finished');
  });

  it('records a diverged run, goes on with the others, and says so', async () => {
    const folder = temporaryFolder();
    // Times any gradient but zero, this is infinite in single precision.
    const diverging = `${TINY}methods: [{ name: random, training: { epochs: 3, batchSize: 16, optimizer: { name: momentum, learningRate: 1.0e+300 } } }]\n`;
    const { code, terminal } = await runInProcess(['run', writeExperiment(folder, diverging), '--json'], {
      workingDirectory: folder,
    });
    expect(code).toBe(0);
    expect(terminal.errors()).toMatch(/diverged at step \d+/);
    const document = JSON.parse(terminal.output());
    expect(document.complete).toBe(true);
    expect(document.summary.runs.map((run: { status: string }) => run.status)).toEqual(Array(6).fill('diverged'));
  });

  it('goes on when a run cannot be done, then says so in one line with exit code 2', async () => {
    const folder = temporaryFolder();
    const real = inProcessExecutor();
    const failing: Executor = {
      ...real,
      execute: (task) =>
        task.specification.degreesOfFreedom === 8
          ? new Observable((subscriber) => subscriber.error(new DofError('DOF_TOO_LARGE', 'it does not fit')))
          : real.execute(task),
    };
    const { code, terminal } = await runInProcess(
      ['run', writeExperiment(folder), '--json'],
      { workingDirectory: folder },
      testServices({ createExecutor: () => failing }),
    );
    expect(code).toBe(2);
    expect(terminal.errors()).toContain('dof: 2 of 6 runs could not be done, the first because: it does not fit\n');
    const document = JSON.parse(terminal.output());
    expect(document.complete).toBe(false);
    expect(document.runs.failed).toHaveLength(2);
    expect(document.summary.runs).toHaveLength(4);
  });

  it('prints a stack and answers 1 when something is broken, and keeps what is finished', async () => {
    const folder = temporaryFolder();
    const real = inProcessExecutor();
    const broken: Executor = {
      ...real,
      execute: (task) =>
        task.specification.seed === 1
          ? new Observable((subscriber) => subscriber.error(new TypeError('this is not my day')))
          : real.execute(task),
    };
    const file = writeExperiment(folder);
    const services = testServices({ createExecutor: () => broken });
    const { code, terminal } = await runInProcess(['run', file], { workingDirectory: folder }, services);
    expect(code).toBe(1);
    expect(terminal.errors()).toMatch(/TypeError: this is not my day\n\s+at /);
    const again = await runInProcess(['run', file], { workingDirectory: folder });
    expect(again.terminal.errors()).toContain('3 finished runs reused, 3 to train');
  });

  it('draws bars on a screen and leaves it clean', async () => {
    const folder = temporaryFolder();
    const { code, terminal } = await runInProcess(['run', writeExperiment(folder)], {
      workingDirectory: folder,
      tty: true,
    });
    expect(code).toBe(0);
    const errors = terminal.errors();
    expect(errors).toContain('\x1b[?25l');
    expect(errors.lastIndexOf('\x1b[?25h')).toBeGreaterThan(errors.lastIndexOf('\x1b[?25l'));
    for (let number = 1; number <= 6; number += 1) expect(errors).toContain(`[${number}/6]`);
  });
});

describe('dof run, given something wrong', () => {
  const mistake = async (arguments_: readonly string[], workingDirectory: string): Promise<string> => {
    const { code, terminal } = await runInProcess(arguments_, { workingDirectory });
    expect(code).toBe(2);
    expect(terminal.output()).toBe('');
    expect(terminal.errors()).toMatch(/^dof: [^\n]+\n$/);
    return terminal.errors();
  };

  it.each(['0', '-1', '1.5', 'two', '', '1e3', '5000'])('refuses --jobs %j', async (jobs) => {
    const folder = temporaryFolder();
    const message = await mistake(['run', writeExperiment(folder), `--jobs=${jobs}`], folder);
    expect(message).toContain('whole number from 1 to 1024');
    expect(existsSync(join(folder, 'dof-results'))).toBe(false);
  });

  it('names the output folder that is not one', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'taken'), '');
    const message = await mistake(['run', writeExperiment(folder), '--out', 'taken'], folder);
    expect(message).toContain(join(folder, 'taken'));
  });

  it('asks for the file, and knows its options', async () => {
    const folder = temporaryFolder();
    expect(await mistake(['run'], folder)).toContain("missing required argument 'file'");
    expect(await mistake(['run', 'x.yaml', '--job', '2'], folder)).toContain('--jobs');
    expect(await mistake(['rnu'], folder)).toContain("unknown command 'rnu' (Did you mean run?)");
  });
});
