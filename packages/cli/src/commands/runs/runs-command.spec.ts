import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openRunStore } from '@dof/store';
import { parse } from 'csv-parse/sync';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { capturedTerminal } from '../../../test/captured-terminal.js';
import { plannedRun, resultOf } from '../../../test/planned-run.js';
import { runInProcess, testServices } from '../../../test/run-in-process.js';
import { temporaryFolders } from '../../../test/temporary-folder.js';
import { runCli } from '../../run-cli.js';

jest.setTimeout(60_000);
const temporaryFolder = temporaryFolders();
let workingDirectory: string;

const results = [8, 64, 512].flatMap((d) =>
  [0, 1].map((seed) =>
    resultOf(plannedRun(d, seed), d === 8 && seed === 1 ? { status: 'diverged', best: undefined } : {}),
  ),
);

async function runs(...arguments_: string[]) {
  const { code, terminal } = await runInProcess(['runs', 'out', ...arguments_], { workingDirectory });
  return { code, output: terminal.output(), errors: terminal.errors() };
}

async function left(): Promise<readonly string[]> {
  const store = await openRunStore(join(workingDirectory, 'out'), { access: 'read' });
  return (await store.list().finally(() => store.close())).map(({ hash }) => hash);
}

beforeEach(async () => {
  workingDirectory = temporaryFolder();
  const store = await openRunStore(join(workingDirectory, 'out'));
  await Promise.all(results.map((result) => store.put(result)));
  await store.close();
});

describe('dof runs', () => {
  it('lists every run, oldest first', async () => {
    const { code, output, errors } = await runs();
    expect(code).toBe(0);
    const lines = output.trimEnd().split('\n');
    expect(lines).toHaveLength(7);
    expect(lines[0]).toMatch(/^method +d +seed +start +train loss +test accuracy +status +time +hash$/);
    expect(lines[1]).toMatch(/^random +8 +0 +init +0\.250 +0\.875 +finished +10 s +run-8-0$/);
    expect(lines[2]).toMatch(/^random +8 +1 +init +- +- +diverged +10 s +run-8-1$/);
    expect(errors).toBe('6 runs\n');
  });

  it.each([
    [
      ['--d', '64'],
      ['run-64-0', 'run-64-1'],
    ],
    [
      ['--d', '9-600', '--seed', '1'],
      ['run-64-1', 'run-512-1'],
    ],
    [['--status', 'diverged'], ['run-8-1']],
    [['--method', 'another'], []],
    [
      ['--hash', 'run-5'],
      ['run-512-0', 'run-512-1'],
    ],
  ])('narrows the list with %j', async (filters, expected) => {
    const { output } = await runs(...filters, '--format', 'json');
    const listed: { hash: string }[] = JSON.parse(output);
    expect(listed).toEqual(results.filter(({ hash }) => expected.includes(hash)));
    expect(listed).toHaveLength(expected.length);
  });

  it('exports CSV to a file, quoted where it must be', async () => {
    const store = await openRunStore(join(workingDirectory, 'out'));
    const run = plannedRun(16);
    const method = { name: 'a "b", c', version: '1', options: {} };
    await store.put(resultOf({ ...run, specification: { ...run.specification, method } }));
    await store.close();
    const { output, errors } = await runs('--format', 'csv', '--to', 'runs.csv');
    expect([output, errors]).toEqual(['', '7 runs\n']);
    const rows: Record<string, string>[] = parse(readFileSync(join(workingDirectory, 'runs.csv')), { columns: true });
    expect(rows[0]).toMatchObject({
      ...{ series: 'random', method: 'random', model: 'conv-2', dataset: 'mnist', d: '8', dimension: '20490' },
      ...{ seed: '0', status: 'finished', best_train_loss: '0.25', best_test_accuracy: '0.875', hash: 'run-8-0' },
      ...{ start_type: 'init', start_seed: '0', learning_rate: '0.1', batch_size: '128', recommended_training: '' },
    });
    expect(rows[6]).toMatchObject({ series: 'a "b", c', method: 'a "b", c', d: '16' });
  });

  it('exports what `dof threshold` reads back, series by series', async () => {
    const store = await openRunStore(join(workingDirectory, 'out'));
    for (const d of [8, 64, 512]) {
      for (const seed of [0, 1, 2, 3, 4]) {
        const { hash, specification } = plannedRun(d, seed);
        const { training } = specification;
        const slow = { ...training, optimizer: { ...training.optimizer, learningRate: 1e-6 } };
        const at = (other: number) => ({
          ...specification,
          seed: other,
          start: { type: 'init', seed: other } as const,
        });
        const best = { trainLoss: d > 64 ? 0.1 : 2, trainAccuracy: 1, testLoss: 1, testAccuracy: 1 };
        await store.put(resultOf({ hash: `${hash} again`, specification: at(seed + 10) }, { best }));
        await store.put(resultOf({ hash: `${hash} slow`, specification: { ...specification, training: slow } }));
      }
    }
    await store.close();
    await runs('--format', 'csv', '--to', 'runs.csv');
    const { code, terminal } = await runInProcess(['threshold', 'runs.csv', '--loss', '0.2', '--json'], {
      workingDirectory,
    });
    expect([code, terminal.errors()]).toEqual([0, '']);
    const { thresholds } = JSON.parse(terminal.output());
    expect(thresholds.map(({ series, status, trials }: Record<string, unknown>) => [series, status, trials])).toEqual(
      expect.arrayContaining([[expect.stringContaining('learning rate 0.000001'), 'above', 15]]),
    );
    expect(thresholds).toHaveLength(2);
    expect(thresholds[0]).toMatchObject({ series: 'random (learning rate 0.1)', trials: 21 });
  });

  it('deletes what is listed with --yes, and nothing else', async () => {
    const { code, errors } = await runs('--d', '64', '--delete', '--yes');
    expect([code, errors]).toEqual([0, '2 runs deleted\n']);
    expect(await left()).toEqual(['run-8-0', 'run-8-1', 'run-512-0', 'run-512-1']);
  });

  it('deletes nothing unasked', async () => {
    const { code, errors } = await runs('--delete');
    expect(code).toBe(2);
    expect(errors).toMatch(/^dof: this would delete 6 runs of [^\n]*: add --yes to do it\n$/);
    expect(await left()).toHaveLength(6);
  });

  it.each([
    ['y', 5],
    ['n', 6],
    ['', 6],
  ])('asks on a terminal, and takes %j for an answer', async (answer, remaining) => {
    const arguments_ = ['runs', 'out', '--status', 'diverged', '--delete'];
    const questions: string[] = [];
    const ask = async (question: string): Promise<string> => {
      questions.push(question);
      return answer;
    };
    await runCli({ ...capturedTerminal(arguments_, { workingDirectory }), ask }, testServices());
    expect(questions).toEqual([expect.stringMatching(/^Delete 1 run of .*\? \[y\/N\] $/)]);
    expect(await left()).toHaveLength(remaining);
  });

  it('says what is wrong with a range, a folder and a file', async () => {
    expect((await runs('--d', '64-8')).errors).toMatch(/whole number, or two with a dash/);
    expect((await runs('--format', 'csv', '--to', 'no/such/folder.csv')).errors).toMatch(/cannot write .*folder\.csv/);
    const { code, terminal } = await runInProcess(['runs', 'nowhere'], { workingDirectory });
    expect(code).toBe(2);
    expect(terminal.errors()).toMatch(/nowhere holds no runs/);
  });
});
