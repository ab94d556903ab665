import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { runInProcess } from '../../../test/run-in-process.js';
import { temporaryFolders } from '../../../test/temporary-folder.js';
import { TINY, writeExperiment } from '../../../test/tiny-experiment.js';

const temporaryFolder = temporaryFolders();

/** One method of our own beside the null, two learning rates for each. */
const BENCHMARK = `${TINY}
methods: [{ name: ./first.mjs }]
benchmark: { learningRates: [0.001, 0.05], accuracyLevels: [0.5] }
`;

/** Trains the first d parameters, after a preparation that asks for one gradient. */
const METHOD = `
export function register(container) {
  container.registerInstance(Symbol.for('@dof/core/DofReductionMethod'), {
    name: 'first', version: '1', contractVersion: '1', description: 'the first d parameters',
    options: { '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value }) } },
    capabilities: { linear: true, nested: true, reachesFullSpace: true },
    attainable: (layout) => ({ minimum: 1, maximum: layout.dimension }),
    async prepare({ objective, start }) {
      const indices = Uint32Array.of(0, 1, 2, 3);
      await objective.lossAndGradient(start.w, { split: 'train', indices }, new Float32Array(objective.dimension));
      return { meta: null, arrays: { nothing: new Float32Array(5) } };
    },
    async reparametrise({ start, d, layout }) {
      return {
        degreesOfFreedom: d, dimension: layout.dimension,
        initialCoordinates: () => new Float32Array(d),
        embed: (theta, w) => { w.set(start.w); for (let i = 0; i < d; i++) w[i] += theta[i]; },
        pullback: (_, gradient, out) => out.set(gradient.subarray(0, d)),
        dispose: () => {},
      };
    },
  });
}`;

describe('dof benchmark', () => {
  it('tunes the null and the method alike, compares them, and reuses everything on a second run', async () => {
    const folder = temporaryFolder();
    writeExperiment(folder, METHOD, 'first.mjs');
    const file = writeExperiment(folder, BENCHMARK);
    const { code, terminal } = await runInProcess(['benchmark', file, '--set', 'seeds=8'], {
      workingDirectory: folder,
    });
    expect(terminal.errors()).toMatch(/random: learning rate 0.05 is the best of those tried/);
    expect(terminal.errors()).toMatch(/first.mjs: learning rate 0.05 is the best of those tried/);
    expect(terminal.errors()).toMatch(/first.mjs: trying the learning rates 0.001, 0.05\n/);
    expect(terminal.errors()).toMatch(/\] first \(learning rate 0.001\) /);
    expect(terminal.errors()).toMatch(/first.mjs: that is the highest of them, and a higher one might do better/);
    expect(terminal.output()).toMatch(/ first +init +0.05 ! /);
    expect(code).toBe(0);
    expect(terminal.output()).toMatch(/training loss at most 1\n/);
    expect(terminal.output()).toMatch(/test accuracy at least 0.5\n/);
    expect(terminal.output()).toMatch(/ random .*null model\n +first /);

    const directory = join(folder, 'dof-results/tiny-benchmark');
    const comparison = JSON.parse(readFileSync(join(directory, 'comparison.json'), 'utf8'));
    expect(comparison.entries.map((entry: { label: string }) => entry.label)).toEqual(['random', 'first']);
    expect(comparison.entries[1].preparationCost).toMatchObject({
      fullSpaceGradients: 1,
      gradientExamples: 4,
      storedBytes: 20,
    });
    expect(comparison.entries[1].levels[0].comparison.pairedSeeds).toBe(8);
    expect(existsSync(join(directory, 'comparison.md'))).toBe(true);

    const again = await runInProcess(['benchmark', file, '--set', 'seeds=8', '--json'], { workingDirectory: folder });
    expect(again.terminal.errors()).not.toMatch(/^\[/m);
    expect(JSON.parse(again.terminal.output())).toEqual(comparison);
  });

  it('shares a store between benchmarks and puts their comparisons side by side', async () => {
    const folder = temporaryFolder();
    writeExperiment(folder, METHOD, 'first.mjs');
    writeExperiment(folder, METHOD.replace("name: 'first'", "name: 'again'"), 'again.mjs');
    const arguments_ = (name: string) => [
      'benchmark',
      writeExperiment(folder, `${TINY}\nmethods: ./${name}.mjs\n`, `${name}.yaml`),
      ...['--store', 'all/runs', '--combine', 'all', '--out', `all/${name}`],
    ];
    const one = await runInProcess(arguments_('first'), { workingDirectory: folder });
    const other = await runInProcess(arguments_('again'), { workingDirectory: folder });
    expect([one.code, other.code]).toEqual([0, 0]);
    expect(other.terminal.errors()).toContain('6 finished runs reused, 6 to train');
    expect(other.terminal.output()).toContain('all/comparisons.html\n');
    const combined = readFileSync(join(folder, 'all/comparisons.md'), 'utf8');
    expect(combined).toMatch(/\| random +\|.*\n\| again +\|.*\n\| first +\|/);
  });

  it('does not warn of a best rate that lies between others', async () => {
    // The highest is infinite in 32 bits: every run diverges at its first step.
    const folder = temporaryFolder();
    writeExperiment(folder, METHOD, 'first.mjs');
    const file = writeExperiment(folder, BENCHMARK.replace('[0.001, 0.05]', '[0.0001, 0.05, 1e39]'));
    const { terminal } = await runInProcess(['benchmark', file], { workingDirectory: folder });
    expect(terminal.errors()).toMatch(/first.mjs: learning rate 0.05 is the best of those tried\n/);
    expect(terminal.errors()).not.toContain('might do better');
    expect(terminal.output()).not.toContain('!');
  });

  it('says too few seeds', async () => {
    const folder = temporaryFolder();
    writeExperiment(folder, METHOD, 'first.mjs');
    const file = writeExperiment(folder, BENCHMARK);
    const { terminal } = await runInProcess(['benchmark', file, '--set', 'benchmark.learningRates=[]'], {
      workingDirectory: folder,
    });
    expect(terminal.output()).toContain('too few seeds');
  });

  it.each(['nowhere', 'tiny.yaml'])('refuses --combine %s before anything is trained', async (combine) => {
    const folder = temporaryFolder();
    writeExperiment(folder, METHOD, 'first.mjs');
    const arguments_ = ['benchmark', writeExperiment(folder, BENCHMARK), '--combine', combine];
    const { code, terminal } = await runInProcess(arguments_, { workingDirectory: folder });
    expect(code).toBe(2);
    expect(terminal.errors()).toMatch(/^dof: --combine [^\n]*no (such )?folder; name one that[^\n]*\n$/);
    expect(readdirSync(folder).sort()).toEqual(['first.mjs', 'tiny.yaml']);
  });

  it('refuses a bad benchmark section in one line', async () => {
    const folder = temporaryFolder();
    const file = writeExperiment(folder, `${TINY}\nbenchmark: { learningRates: [0] }\n`);
    const { code, terminal } = await runInProcess(['benchmark', file], { workingDirectory: folder });
    expect(code).toBe(2);
    expect(terminal.errors()).toMatch(/^dof: .*benchmark.learningRates.0.*\n$/);
  });
});
