import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { runInProcess, testServices } from '../../../test/run-in-process.js';
import { temporaryFolders } from '../../../test/temporary-folder.js';
import { writeExperiment } from '../../../test/tiny-experiment.js';

const temporaryFolder = temporaryFolders();
const PLAN_WITH_BAD_RUNS = JSON.stringify({
  format: 1,
  title: 'tiny',
  dimension: 51,
  analysis: { lossLevels: [1], delta: 0.5, confidence: 0.95 },
  runs: [1],
});

describe('dof report', () => {
  let folder: string;
  beforeEach(async () => {
    folder = temporaryFolder();
    await runInProcess(['run', writeExperiment(folder), '--out', 'out'], { workingDirectory: folder });
  });
  const report = (...more: string[]) => runInProcess(['report', 'out', ...more], { workingDirectory: folder });

  it('writes the same files again from the folder alone', async () => {
    const results = join(folder, 'out', 'results.json');
    const before = readFileSync(results, 'utf8');
    rmSync(results);
    rmSync(join(folder, 'tiny.yaml'));
    rmSync(join(folder, 'out', 'experiment.json'));
    const { code, terminal } = await report();
    expect(code).toBe(0);
    expect(readFileSync(results, 'utf8')).toBe(before);
    expect(terminal.output()).toContain('Threshold training dimension d*');
    expect(terminal.output()).toContain('out/results.json');
    expect(terminal.errors()).toBe('');
  });

  it('writes the page with the experiment in it, and opens it when asked to', async () => {
    const opened: string[] = [];
    const openFile = async (path: string) => opened.push(path) > 1;
    const services = testServices({ openFile });
    const { code, terminal } = await runInProcess(['report', 'out', '--open'], { workingDirectory: folder }, services);
    expect(code).toBe(0);
    const page = join(folder, 'out', 'report.html');
    expect(opened).toEqual([page]);
    expect(terminal.errors()).toBe('no browser could be started: open out/report.html yourself\n');
    expect(readFileSync(page, 'utf8')).toMatch(/6 of 6 runs[\s\S]*npx @dof\/cli run \/path\/to\/reproduce.json/);
    const again = await runInProcess(['run', join(folder, 'out/reproduce.json'), '--out', 'out', '--json'], {
      workingDirectory: folder,
    });
    expect(again.terminal.errors()).toContain('all 6 runs finished before');
    expect(JSON.parse(again.terminal.output())).toMatchObject({ complete: true, runs: { reused: 6, trained: 0 } });
  });

  it('prints one JSON document', async () => {
    const { code, terminal } = await report('--json');
    expect(code).toBe(0);
    const document = JSON.parse(terminal.output());
    expect(document).toMatchObject({ experiment: 'tiny', complete: true, runs: { planned: 6, finished: 6 } });
    expect(document.summary.runs).toHaveLength(6);
  });

  it('reports the runs of the experiment that is in the folder, not others in its store', async () => {
    const narrower = ['run', join(folder, 'tiny.yaml'), '--out', 'out', '--set', 'degreesOfFreedom=[8,16]'];
    await runInProcess(narrower, { workingDirectory: folder });
    const document = JSON.parse((await report('--json')).terminal.output());
    expect(document.summary.runs.map((run: { d: number }) => run.d).sort()).toEqual([16, 16, 8, 8]);
  });

  it('says how much is missing', async () => {
    const plan = join(folder, 'out', 'plan.json');
    const content = JSON.parse(readFileSync(plan, 'utf8'));
    writeFileSync(plan, JSON.stringify({ ...content, runs: [...content.runs, 'not-finished-yet'] }));
    const { code, terminal } = await report();
    expect(code).toBe(0);
    expect(terminal.errors()).toBe('6 of 7 runs finished; the report is of these\n');
  });

  it.each([
    ['no such folder', 'nowhere', /nowhere holds no results of dof/],
    ['a folder of something else', 'other', /other holds no results of dof/],
  ])('says in one line that there is %s', async (_, name, message) => {
    mkdirSync(join(folder, 'other'));
    const { code, terminal } = await runInProcess(['report', name], { workingDirectory: folder });
    expect(code).toBe(2);
    expect(terminal.errors()).toMatch(/^dof: [^\n]+\n$/);
    expect(terminal.errors()).toMatch(message);
  });

  it.each(['{', '[]', '{"format":2}', PLAN_WITH_BAD_RUNS])(
    'says in one line that the plan %s is damaged',
    async (text) => {
      writeFileSync(join(folder, 'out', 'plan.json'), text);
      const { code, terminal } = await report();
      expect(code).toBe(2);
      expect(terminal.errors()).toMatch(/^dof: [^\n]*plan\.json is damaged[^\n]*\n$/);
    },
  );

  it('says in one line that the store is damaged', async () => {
    writeFileSync(join(folder, 'out', 'runs.sqlite'), 'scribble'.repeat(1000));
    const { code, terminal } = await report();
    expect(code).toBe(2);
    expect(terminal.errors()).toMatch(/^dof: [^\n]*runs\.sqlite is damaged[^\n]*\n$/);
  });

  it('says in one line that no run is finished', async () => {
    const plan = join(folder, 'out', 'plan.json');
    writeFileSync(plan, JSON.stringify({ ...JSON.parse(readFileSync(plan, 'utf8')), runs: ['not-finished-yet'] }));
    const { code, terminal } = await report();
    expect(code).toBe(2);
    expect(terminal.errors()).toMatch(/^dof: [^\n]*no finished run of tiny[^\n]*\n$/);
  });
});
