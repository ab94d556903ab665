import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from '@dof/cli';
import { openRunStore } from '@dof/store';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { capturedTerminal } from '../../test/captured-terminal.js';
import { plannedRun, resultOf } from '../../test/planned-run.js';
import { runInProcess, testServices } from '../../test/run-in-process.js';
import { temporaryFolders } from '../../test/temporary-folder.js';

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
    const lines = readFileSync(join(workingDirectory, 'runs.csv'), 'utf8').trimEnd().split('\n');
    expect(lines[0]).toMatch(/^method,model,dataset,d,dimension,compression,/);
    expect(lines[1]).toBe(
      'random,conv-2,mnist,8,20490,2561.25,init,0,0,0,finished,0.25,0.9,0.3,0.875,,10,2024-01-01T00:00:00.000Z,run-8-0,wasm-simd128',
    );
    expect(lines[7]).toMatch(/^"a ""b"", c",conv-2,/);
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
