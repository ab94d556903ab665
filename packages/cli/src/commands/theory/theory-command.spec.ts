import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { capturedTerminal, type CapturedTerminal } from '../../../test/captured-terminal.js';
import { runInProcess, testServices } from '../../../test/run-in-process.js';
import { temporaryFolders } from '../../../test/temporary-folder.js';
import { TINY, writeExperiment } from '../../../test/tiny-experiment.js';
import { runCli } from '../../run-cli.js';

const temporaryFolder = temporaryFolders();

const well = (folder: string, ...rest: readonly string[]) =>
  runInProcess(['theory', 'well', '--spectrum', 'power-law', '--radius', '2', '--loss', '0.01', ...rest], {
    workingDirectory: folder,
  });

/** Sends Ctrl-C once the progress says so. */
function interruptOnce(terminal: CapturedTerminal, text: string): void {
  const timer = setInterval(() => {
    if (!terminal.errors().includes(text)) return;
    clearInterval(timer);
    terminal.interruptions$.next('SIGINT');
  }, 20);
}

describe('dof theory well', () => {
  it("prints the paper's bounds and the exact value, and writes numbers and pictures", async () => {
    const folder = temporaryFolder();
    const { code, terminal } = await well(folder);
    expect(code).toBe(0);
    // Checked values of the 1/i spectrum: the paper's estimate 219.4, the exact asymptotic threshold 124.2.
    expect(terminal.output()).toMatch(/0\.0100 .* 219\.4\* +124\.2 /);
    expect(terminal.errors()).toBe('');
    for (const name of ['theory-well.json', 'theory-well.svg', 'theory-well.png']) {
      expect(terminal.output()).toContain(`dof-results/theory-well/${name}`);
      expect(existsSync(join(folder, 'dof-results/theory-well', name))).toBe(true);
    }
  });

  it('simulates by option, the same for the same seed', async () => {
    const folder = temporaryFolder();
    const rest = ['--dimension', '40', '--simulate', '30', '--seed', '4', '--json', '--out', 'here'];
    const first = await well(folder, ...rest);
    const again = await well(folder, ...rest);
    const document = JSON.parse(first.terminal.output());
    expect(JSON.parse(again.terminal.output())).toEqual(document);
    const [{ simulated, medianOverStarts }] = document.answers;
    expect(simulated.trials).toBe(30);
    expect(simulated.lower).toBeLessThanOrEqual(medianOverStarts + 2);
    expect(simulated.upper).toBeGreaterThanOrEqual(medianOverStarts - 2);
    expect(first.terminal.errors()).toContain('simulating 30 trials at D = 40');
    expect(document.files).toContain(join(folder, 'here/theory-well.svg'));
  });

  it('reads eigenvalues from a file, and starts along one of them', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'spectrum.json'), '[1, 1, 1,\n 1]');
    const { terminal } = await runInProcess(
      ['theory', 'well', '--spectrum', 'spectrum.json', '--eigenvector', '2', '--loss', '0.125', '--json'],
      { workingDirectory: folder },
    );
    // Equal eigenvalues, starting loss 1/2: a quarter of it needs three quarters of the dimensions.
    expect(JSON.parse(terminal.output())).toMatchObject({ dimension: 4, answers: [{ asymptotic: 3, share: 0.25 }] });
  });

  it('stops at Ctrl-C, with nothing written', async () => {
    const folder = temporaryFolder();
    const terminal = capturedTerminal(['theory', 'well', '--spectrum', 'flat', '--simulate', '100000'], {
      workingDirectory: folder,
    });
    const run = runCli(terminal, testServices());
    interruptOnce(terminal, 'simulating');
    expect(await run).toBe(130);
    expect(terminal.errors()).toContain('stopped; nothing was written');
    expect(existsSync(join(folder, 'dof-results'))).toBe(false);
  });

  it.each([
    [['--spectrum', 'powerlaw'], /did you mean power-law\?.*give one of flat/],
    [['--spectrum', './none.txt'], /there is no file .*none\.txt/],
    [['--spectrum', 'flat', '--radius', '0'], /Expected a number above 0/],
    [['--spectrum', 'flat', '--loss', 'x'], /Expected a number above 0/],
    [['--spectrum', 'flat', '--dimension', '1.5'], /Expected a whole number from 1 to 1000000/],
    [['--spectrum', 'flat', '--eigenvector', '500'], /--eigenvector is 500, the spectrum has 400/],
    [
      ['--spectrum', 'flat', '--loss', '1e-300'],
      /the loss 1e-300 is less than 1e-15 of the loss at the start, 0\.5000/,
    ],
    [['--spectrum', 'flat', '--radius', '1e-200'], /the loss at the start is 0: give a spectrum and a radius/],
    [['--spectrum', 'flat', '--radius', '1e200'], /the loss at the start is Infinity/],
    [[], /required option '--spectrum <spectrum>' not specified/],
  ])('answers %j with one line', async (arguments_, message) => {
    const folder = temporaryFolder();
    const { code, terminal } = await runInProcess(['theory', 'well', ...arguments_], { workingDirectory: folder });
    expect(code).toBe(2);
    expect(terminal.output()).toBe('');
    expect(terminal.errors()).toMatch(message);
    expect(terminal.errors()).toMatch(/^dof: [^\n]+\n$/);
  });
});

const PREDICTION = `${TINY}
start: { type: burn-in, steps: [0, 4], batchSize: 16 }
prediction: { training: { epochs: 6, batchSize: 16, optimizer: { name: momentum, learningRate: 0.05 } }, probes: 2, steps: 8 }
`;

describe('dof theory predict', () => {
  it('predicts from every start, beside what was measured in the same folder', async () => {
    const folder = temporaryFolder();
    const file = writeExperiment(folder, PREDICTION);
    const alone = await runInProcess(['theory', 'predict', file], { workingDirectory: folder });
    expect(alone.code).toBe(0);
    expect(alone.terminal.output()).toMatch(/initialisation +0\.5 +\S+ \(\S+ to \S+\) +-\n/);
    expect(alone.terminal.errors()).toContain('seed 0: training all 51 parameters, 36 steps');

    await runInProcess(['run', file], { workingDirectory: folder });
    const beside = await runInProcess(['theory', 'predict', file, '--json', '--set', 'prediction.seeds=2'], {
      workingDirectory: folder,
    });
    const document = JSON.parse(beside.terminal.output());
    expect(document.dimension).toBe(51);
    expect(document.seeds).toHaveLength(2);
    expect(document.measured.map(({ start }: { start: string }) => start)).toEqual([
      'initialisation',
      'burn-in, 4 steps',
    ]);
    expect(document.measured[0].thresholds[0]).toMatchObject({ level: 1, trials: 6 });
    for (const { levels, loss } of document.predictions) {
      expect(loss).toBeGreaterThan(document.seeds[0].floor);
      const found = levels.filter(({ dStar }: { dStar: number | null }) => dStar !== null);
      for (const { dStar, lower, upper } of found) {
        expect(dStar).toBeGreaterThanOrEqual(lower);
        expect(dStar).toBeLessThanOrEqual(upper);
      }
    }
    for (const path of document.files) expect(existsSync(path)).toBe(true);
    expect(readFileSync(join(folder, 'dof-results/tiny/prediction.svg'), 'utf8')).toContain('burn-in, 4 steps');
  });

  it('says of the measured thresholds what the report says, series by series, and nothing of other recipes', async () => {
    const folder = temporaryFolder();
    const rates = `methods: [{ name: random, learningRate: 0.1 }, { name: random, learningRate: 0.001 }]`;
    const file = writeExperiment(folder, PREDICTION.replace(/^methods:.*$/m, '').concat(`${rates}\n`));
    const measured = async (...set: string[]) => {
      const arguments_ = ['theory', 'predict', file, '--json', ...set.flatMap((one) => ['--set', one])];
      const { code, terminal } = await runInProcess(arguments_, { workingDirectory: folder });
      expect([code, terminal.errors().includes('stack')]).toEqual([0, false]);
      return JSON.parse(terminal.output()).measured;
    };
    await runInProcess(['run', file], { workingDirectory: folder });
    const { methods } = JSON.parse(readFileSync(join(folder, 'dof-results/tiny/results.json'), 'utf8'));
    expect(methods).toHaveLength(4);
    const found = await measured();
    expect(found).toHaveLength(4);
    for (const { start, series, thresholds } of found) {
      const same = methods.find(
        (one: Record<string, unknown>) => one['methodLabel'] === series && one['startLabel'] === start,
      );
      const reported = new Map(same.levels.map((one: Record<string, unknown>) => [one['level'], one['threshold']]));
      for (const threshold of thresholds) expect(threshold).toEqual(reported.get(threshold.level));
    }
    expect(await measured('methods=random')).toEqual([]);
    expect(await measured('training.epochs=2')).toEqual([]);
    expect(await measured('data.options.seed=9')).toEqual([]);
  });

  it('stops at Ctrl-C', async () => {
    const folder = temporaryFolder();
    const long = PREDICTION.replace('epochs: 6', 'epochs: 1000000');
    const terminal = capturedTerminal(['theory', 'predict', writeExperiment(folder, long)], {
      workingDirectory: folder,
    });
    const run = runCli(terminal, testServices());
    interruptOnce(terminal, 'training all');
    expect(await run).toBe(130);
    expect(existsSync(join(folder, 'dof-results/tiny/prediction.json'))).toBe(false);
  });

  it('names a bad setting of the file', async () => {
    const folder = temporaryFolder();
    const { code, terminal } = await runInProcess(
      ['theory', 'predict', writeExperiment(folder), '--set', 'prediction.probes=1'],
      { workingDirectory: folder },
    );
    expect(code).toBe(2);
    expect(terminal.errors()).toMatch(/^dof: [^\n]*prediction\.probes[^\n]*\n$/);
  });

  it('does not predict for smoothed labels, which are another loss', async () => {
    const folder = temporaryFolder();
    const { code, terminal } = await runInProcess(
      ['theory', 'predict', writeExperiment(folder), '--set', 'model.labelSmoothing=0.1'],
      { workingDirectory: folder },
    );
    expect(code).toBe(2);
    expect(terminal.errors()).toMatch(/labelSmoothing, on another loss than the one whose levels are predicted/);
  });
});

const WIDTH = `${TINY}
start: { type: burn-in, steps: [0, 4], batchSize: 16 }
width:
  training: { epochs: 8, batchSize: 16, optimizer: { name: adam, learningRate: 0.05 } }
  penalty: { from: 1, to: 0.001 }
  directions: 2
  seeds: 2
  budget: 5
`;

describe('dof theory width', () => {
  it('measures from every start, beside what was measured in the same folder, and shows it in the report', async () => {
    const folder = temporaryFolder();
    const file = writeExperiment(folder, WIDTH);
    const alone = await runInProcess(['theory', 'width', file], { workingDirectory: folder });
    expect(alone.code).toBe(0);
    expect(alone.terminal.output()).toMatch(/initialisation +0\.5 +\S+° +\S+ \(\S+ to \S+\) +- +\S+ to \S+ /);
    expect(alone.terminal.output()).toMatch(
      /not converge.*\n {2}\d+: the least was at the end of training: more width/,
    );
    expect(alone.terminal.errors()).toMatch(/\[8\/8\] start \S.*seed 1 {2}direction \d {2}\d trainings/);

    await runInProcess(['run', file], { workingDirectory: folder });
    const beside = await runInProcess(['theory', 'width', file, '--json'], { workingDirectory: folder });
    const document = JSON.parse(beside.terminal.output());
    expect(document).toMatchObject({ dimension: 51, confidence: 0.95, settings: { directions: 2 } });
    expect(document.widths.map(({ start }: { start: string }) => start)).toEqual([
      'initialisation',
      'burn-in, 4 steps',
    ]);
    expect(document.measured[0].thresholds[0]).toMatchObject({ level: 1, trials: 6 });
    for (const { levels } of document.widths) {
      for (const { dG, lower, upper, width, localAngularDimension, reached } of levels) {
        expect(reached).toBe(4);
        expect(dG).toBeGreaterThan(0);
        // Of a level that some starts have reached and others have not, there is no interval.
        expect(dG).toBeGreaterThanOrEqual(lower ?? 0);
        expect(dG).toBeLessThanOrEqual(upper ?? 51);
        expect(localAngularDimension).toBeCloseTo(width ** 2, 9);
      }
    }
    const [, lowest] = document.widths[0].levels;
    expect(lowest).toMatchObject({ level: 0.5, atStart: 0, lower: expect.any(Number), upper: expect.any(Number) });
    for (const path of document.files) expect(existsSync(path)).toBe(true);
    expect(readFileSync(join(folder, 'dof-results/tiny/width.svg'), 'utf8')).toContain('burn-in, 4 steps');

    await runInProcess(['report', 'dof-results/tiny'], { workingDirectory: folder });
    const report = readFileSync(join(folder, 'dof-results/tiny/report.html'), 'utf8');
    expect(report).toContain('How far a random direction must be turned');
    const angles = readFileSync(join(folder, 'dof-results/tiny/tables/angles.csv'), 'utf8');
    expect(angles).toMatch(/^start,source,level,angle,lower,upper\n/);
    expect(angles).toMatch(/"?Gaussian width, measured"?,1,/);
  });

  it('keeps what is trained: a second time trains nothing, and Ctrl-C loses nothing', async () => {
    const folder = temporaryFolder();
    const file = writeExperiment(folder, WIDTH);
    const terminal = capturedTerminal(['theory', 'width', file], { workingDirectory: folder });
    const run = runCli(terminal, testServices());
    interruptOnce(terminal, '[2/8]');
    expect(await run).toBe(130);
    expect(terminal.errors()).toContain('To go on from there: dof theory width');
    expect(existsSync(join(folder, 'dof-results/tiny/width.json'))).toBe(false);

    const document = async () => {
      const { code, terminal: said } = await runInProcess(['theory', 'width', file, '--json'], {
        workingDirectory: folder,
      });
      expect(code).toBe(0);
      return { found: JSON.parse(said.output()), said: said.errors() };
    };
    const { found: first, said } = await document();
    expect(said).toMatch(/8 directions, at most 40 trainings\n/);
    const { found: again, said: saidAgain } = await document();
    expect(again).toEqual(first);
    const [, total, stored] = /\n(\d+) trainings, (\d+) of them found in the store\n$/.exec(saidAgain) ?? [];
    expect(stored).toBe(total);
    expect(Number(total)).toBeGreaterThan(15);
  });

  it('answers a setting that cannot be with one line', async () => {
    const folder = temporaryFolder();
    const file = writeExperiment(folder, WIDTH);
    for (const [setting, message] of [
      ['width.budget=1', /width\.budget.*must be at least the number of distances/],
      ['width.penalty.to=0', /width\.penalty\.to/],
      ['width.training.batchSize=100', /width\.training\.batchSize is 100, the training set has 96 examples/],
      ['width.probes=3', /width.*probes/],
    ] as const) {
      const { code, terminal } = await runInProcess(['theory', 'width', file, '--set', setting], {
        workingDirectory: folder,
      });
      expect(code).toBe(2);
      expect(terminal.errors()).toMatch(message);
      expect(terminal.errors()).not.toContain('    at ');
    }
  });
});
