import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { runInProcess } from './run-in-process.js';
import { temporaryFolders } from './temporary-folder.js';
import { TINY, writeExperiment } from './tiny-experiment.js';

const temporaryFolder = temporaryFolders();
const WIDER = TINY.replace('units: 3', 'units: 3, bias: false');

function call(folder: string, ...arguments_: string[]) {
  return runInProcess(arguments_, { workingDirectory: folder }).then(({ code, terminal }) => ({
    ...{ code, errors: terminal.errors(), output: terminal.output() },
  }));
}

describe('one folder, two experiments', () => {
  it('refuses another experiment of the same name, takes a changed or a moved one', async () => {
    const folder = temporaryFolder();
    for (const name of ['a', 'b', 'c']) mkdirSync(join(folder, name));
    const [a, b, moved] = [
      writeExperiment(join(folder, 'a'), TINY, 'exp.yaml'),
      writeExperiment(join(folder, 'b'), WIDER, 'exp.yaml'),
      writeExperiment(join(folder, 'c'), TINY, 'exp.yaml'),
    ];
    expect((await call(folder, 'run', a)).code).toBe(0);
    const report = () => readFileSync(join(folder, 'dof-results/exp/results.json'), 'utf8');
    const first = report();
    for (const command of [['run'], ['theory', 'predict']]) {
      const { code, errors } = await call(folder, ...command, b);
      expect([code, errors]).toEqual([
        2,
        expect.stringMatching(/^dof: .*another experiment of the same name, .*a\/exp\.yaml/),
      ]);
    }
    expect(report()).toBe(first);
    expect((await call(folder, 'run', a, '--set', 'seeds=3')).code).toBe(0);
    expect((await call(folder, 'run', moved)).code).toBe(0);
    writeExperiment(join(folder, 'c'), WIDER, 'exp.yaml');
    expect((await call(folder, 'run', moved)).code).toBe(0);
    const chosen = await call(folder, 'run', a, '--out', 'dof-results/exp');
    expect([chosen.code, chosen.errors]).toEqual([0, expect.stringContaining('held the results of')]);
  });

  it.each(['experiment.json', 'report.html', 'results.json', 'plan.json'])(
    'leaves a %s alone that is not its own',
    async (name) => {
      const folder = temporaryFolder();
      writeFileSync(join(folder, name), 'theirs');
      const { code, errors } = await call(folder, 'run', writeExperiment(folder), '--out', '.');
      expect([code, errors]).toEqual([
        2,
        expect.stringMatching(/^dof: .* is there, and dof did not write it[^\n]*\n$/),
      ]);
      expect(readdirSync(folder).sort()).toEqual([name, 'tiny.yaml'].sort());
    },
  );
});

describe('what others put into a results folder', () => {
  const THEIRS = [
    'figures/phase-transition.png',
    'figures/mine.svg',
    'tables/runs.csv',
    'tables/mine.csv',
    'mine.json',
  ];

  function fill(folder: string, names: readonly string[]): void {
    for (const name of names) {
      mkdirSync(join(folder, name, '..'), { recursive: true });
      writeFileSync(join(folder, name), 'theirs');
    }
  }
  const read = (folder: string, names: readonly string[]) =>
    names.map((name) => readFileSync(join(folder, name), 'utf8'));

  it.each(['run', 'benchmark', 'merge'])('is kept by dof %s into a folder that is not its own', async (command) => {
    const folder = temporaryFolder();
    const file = writeExperiment(folder);
    await call(folder, 'run', file, '--out', 'from');
    fill(join(folder, 'into'), THEIRS);
    const rest = command === 'merge' ? ['into', 'from'] : [file, '--out', 'into'];
    const { code, errors } = await call(folder, command, ...rest);
    expect(read(join(folder, 'into'), THEIRS)).toEqual(THEIRS.map(() => 'theirs'));
    // A comparison has neither figures nor tables.
    if (command !== 'benchmark') expect([code, errors]).toEqual([2, expect.stringContaining('dof did not write it')]);
  });

  it.each(['report.html', 'figures/phase-transition.svg', 'tables/history.parquet'])(
    'is kept where it is a %s of dof that was changed',
    async (name) => {
      const folder = temporaryFolder();
      const file = writeExperiment(folder);
      await call(folder, 'run', file, '--out', 'out');
      const names = [name, 'figures/mine.svg', 'tables/mine.csv'];
      fill(join(folder, 'out'), names);
      const { code, errors } = await call(folder, 'report', 'out');
      expect([code, errors]).toEqual([2, expect.stringContaining('it was changed since dof wrote it')]);
      expect(read(join(folder, 'out'), names)).toEqual(['theirs', 'theirs', 'theirs']);
    },
  );

  it.each(['report.html', 'results.json', 'tables.md'])(
    'is refused before anything is trained where it is a %s that was edited, until it is moved away',
    async (name) => {
      const folder = temporaryFolder();
      const file = writeExperiment(folder);
      expect((await call(folder, 'run', file)).code).toBe(0);
      const path = join(folder, 'dof-results/tiny', name);
      writeFileSync(path, `${readFileSync(path, 'utf8')}\n`);
      const edited = readFileSync(path, 'utf8');
      const again = await call(folder, 'run', file, '--set', 'seeds=3');
      expect([again.code, again.errors]).toEqual([
        2,
        expect.stringMatching(/^dof: .* is there, and it was changed since dof wrote it: move it away[^\n]*\n$/),
      ]);
      expect(readFileSync(path, 'utf8')).toBe(edited);
      renameSync(path, `${path}.mine`);
      expect((await call(folder, 'run', file, '--set', 'seeds=3')).errors).toContain(
        '6 finished runs reused, 3 to train',
      );
      expect(readFileSync(`${path}.mine`, 'utf8')).toBe(edited);
    },
  );

  it('is kept by dof merge where it is a report', async () => {
    const folder = temporaryFolder();
    await call(folder, 'run', writeExperiment(folder), '--out', 'from');
    fill(join(folder, 'into'), ['report.html']);
    const { code, errors } = await call(folder, 'merge', 'into', 'from');
    expect([code, errors]).toEqual([2, expect.stringContaining('dof did not write it')]);
    expect(readdirSync(join(folder, 'into'))).toEqual(['report.html']);
  });
});

it('merges parts whose experiment files lay in different folders', async () => {
  const folder = temporaryFolder();
  for (const [index, name] of ['a', 'b'].entries()) {
    mkdirSync(join(folder, name));
    const file = writeExperiment(join(folder, name), TINY, 'exp.yaml');
    await call(join(folder, name), 'run', file, '--shard', `${index + 1}/2`);
  }
  const { code, errors } = await call(folder, 'merge', 'all', 'a/dof-results/exp', 'b/dof-results/exp');
  expect([code, errors]).toEqual([0, expect.not.stringContaining('no parts of one experiment')]);
  expect(existsSync(join(folder, 'all/report.html'))).toBe(true);
});

describe('links in a results folder', () => {
  const LINKED = [
    'figures',
    'tables',
    'prepared',
    'runs.sqlite',
    'runs.sqlite-wal',
    'runs.sqlite-shm',
    'claims.sqlite',
  ];
  const REPLACED = ['plan.json.unfinished'];

  it.each([...LINKED, ...REPLACED])('write nothing outside of it through %s', async (name) => {
    const folder = temporaryFolder();
    const outside = join(folder, 'outside');
    mkdirSync(outside);
    const file = writeExperiment(folder);
    await call(folder, 'run', file, '--out', 'results');
    const from = join(folder, 'from');
    mkdirSync(from);
    for (const entry of ['plan.json', 'experiment.json']) {
      writeFileSync(join(from, entry), readFileSync(join(folder, 'results', entry)));
    }
    for (const entry of ['runs.sqlite']) {
      if (entry !== name) writeFileSync(join(from, entry), readFileSync(join(folder, 'results', entry)));
    }
    symlinkSync(join(outside, 'target'), join(from, name));
    const commands = [
      ['run', file, '--out', 'from', '--set', 'seeds=3'],
      ['report', 'from'],
      ['runs', 'from', '--delete', '--yes'],
      ['merge', 'from', 'results'],
      ['merge', 'merged', 'from'],
      ['theory', 'predict', file, '--out', 'from', '--set', 'prediction.training.batchSize=16'],
    ];
    for (const command of commands) {
      const { code, errors } = await call(folder, ...command);
      if (code !== 0)
        expect([code, errors]).toEqual([2, expect.stringMatching(/^dof: [^\n]*\n$|dof: [^\n]*link[^\n]*\n$/)]);
      expect(errors).not.toContain('    at ');
    }
    expect(readdirSync(outside)).toEqual([]);
  });
});

describe('writeExperimentFolder', () => {
  it('may be called by several processes at once', async () => {
    const folder = temporaryFolder();
    const module = fileURLToPath(new URL('../dist/results-folder/experiment-folder.js', import.meta.url));
    const script = `import { readPlan, writeExperimentFolder } from ${JSON.stringify(module)};
      const experiment = { name: 'x', analysis: { lossLevels: [1], delta: 0.5, confidence: 0.95 } };
      const runs = Array.from({ length: 500 }, (_, i) => ({ hash: String(i) }));
      for (let i = 0; i < 200; i++) {
        writeExperimentFolder(process.argv[1], experiment, runs, { dimension: 3 });
        if (readPlan(process.argv[1]).runs.length !== 500) throw new Error('half a plan');
      }`;
    const codes = await Promise.all(
      [0, 1, 2].map(async () => {
        const child = spawn(process.execPath, ['--input-type=module', '-e', script, folder], { stdio: 'inherit' });
        const [code] = await once(child, 'exit');
        return code;
      }),
    );
    expect(codes).toEqual([0, 0, 0]);
    expect(readdirSync(folder).sort()).toEqual(['experiment.json', 'plan.json']);
    expect(existsSync(join(folder, 'plan.json'))).toBe(true);
  }, 60_000);
});
