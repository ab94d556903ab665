import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { runInProcess } from '../../test/run-in-process.js';
import { temporaryFolders } from '../../test/temporary-folder.js';

const temporaryFolder = temporaryFolders();

/** Separated at loss 0.5: five failures at 64, five successes at 128. */
const ROWS = [64, 128].flatMap((d) => [0, 1, 2, 3, 4].map((seed) => `${d},${seed},${d === 64 ? 0.9 : 0.4}`));
const TABLE = `d,seed,best loss\n${ROWS.join('\n')}\n`;

async function threshold(content: string | Buffer, ...options: readonly string[]) {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'runs.csv'), content);
  const { code, terminal } = await runInProcess(['threshold', 'runs.csv', ...options], { workingDirectory: folder });
  return { code, output: terminal.output(), errors: terminal.errors() };
}

describe('dof threshold', () => {
  it('answers d* with its interval and the successes behind it', async () => {
    const { code, output } = await threshold(TABLE, '--loss', '0.5');
    expect(code).toBe(0);
    expect(output).toContain('loss 0.5: d* = 91 (64 < d* <= 128)\n');
    expect(output).toMatch(/^ {2}64 +0 of 5 +0\.00 to 0\.52$/m);
  });

  it('answers several levels as one JSON document', async () => {
    const { output } = await threshold(TABLE, '--loss', '0.5', '--loss', '2', '--loss', '0.1', '--json');
    const { thresholds } = JSON.parse(output);
    expect(thresholds.map(({ status }: { status: string }) => status)).toEqual(['measured', 'below', 'above']);
    expect(thresholds[0]).toMatchObject({ measure: 'loss', level: 0.5, lower: 64, upper: 128 });
  });

  it.each([
    ['Degrees of Freedom;Val-Acc\n8;0.2\n16;0.95\n', ['--accuracy', '0.9']],
    ['\uFEFFDOF\ttest_accuracy\r\n8\t0.2\r\n16\t0.95\r\n', ['--accuracy', '0.9']],
    ['k,"a, b"\n8,0.2\n\n16,0.95\n', ['--accuracy', '0.9', '--columns', 'd=k,accuracy=a']],
  ])('knows other spellings, separators and a mapping: %j', async (content, options) => {
    const { code, output, errors } = await threshold(content.replace('"a, b"', 'a'), ...options, '--json');
    expect(errors).toBe('');
    expect(code).toBe(0);
    expect(JSON.parse(output).thresholds[0]).toMatchObject({ status: 'measured', smallest: 8, largest: 16 });
  });

  it('takes runs that diverged for failures, and clusters for what they are', async () => {
    const rows = [1, 2, 3, 4, 5].map((seed) => `64,${seed},nan,a\n128,${seed},0.4,a\n256,${seed},,b`).join('\n');
    const { output } = await threshold(`d,seed,loss,cluster\n${rows}\n`, '--loss', '0.5', '--json');
    const [{ fit, lower }] = JSON.parse(output).thresholds;
    expect(fit.map(({ successes }: { successes: number }) => successes)).toEqual([0, 5, 0]);
    expect(lower).toBeNull();
  });

  it('says how many runs a delta of 0.1 would take', async () => {
    const { output } = await threshold(TABLE, '--loss', '0.5', '--delta', '0.1');
    expect(output).toContain('29 runs that all succeed');
  });

  it.each([
    ['', /runs\.csv is empty/],
    ['d,loss\n', /has a header and no runs/],
    ['d,speed\n8,1\n', /no column for the loss among "d", "speed".*--columns loss=NAME/],
    ['x,loss\n8,1\n', /no column for d/],
    ['d,dof,loss\n8,8,1\n', /"d" and "dof" may all be the column d/],
    ['d,loss\n8,1\n9.5,1\n', /line 3: d is "9.5", expected a whole number/],
    ['d,loss\n8,1\n,1\n', /line 3: d is ""/],
    ['d,loss\n8,1\n16,low\n', /line 3: the loss is "low", expected a number/],
    ['d,seed,loss\n8,a,1\n', /line 2: the seed is "a"/],
    ['d,loss\n8,1\n16\n', /line 3/],
    ['d,loss\n8,"1\n16,2\n', /runs\.csv: Quote Not Closed/],
    [`d,loss\n8,${'1'.repeat(200_000)}\n`, /runs\.csv: Max Record Size/],
    ['d,loss\n8,\u001b[31mred\n', /the loss is "\?\[31mred"/],
    [Buffer.from([0xff, 0xfe, 0x00, 0x41]), /not text in UTF-8/],
    ['__proto__,constructor\n8,1\n', /no column for d/],
  ])('refuses %j in one line', async (content, message) => {
    const { code, output, errors } = await threshold(content, '--loss', '0.5');
    expect(code).toBe(2);
    expect(output).toBe('');
    expect(errors).toMatch(message);
    expect(errors.trim().split('\n')).toHaveLength(1);
    expect(errors.length).toBeLessThan(500);
  });

  it.each([
    [[], /--loss 0.1, or --accuracy 0.9/],
    [['--loss', 'low'], /Expected a number/],
    [['--loss', '1', '--delta', '1'], /between 0 and 1/],
    [['--loss', '1', '--columns', 'speed=x'], /expected pairs such as d=k/],
    [['--loss', '1', '--columns', 'loss=bset loss'], /there is no column "bset loss".*best loss/],
  ])('refuses the options %j', async (options, message) => {
    const { code, errors } = await threshold(TABLE, ...options);
    expect(code).toBe(2);
    expect(errors).toMatch(message);
  });

  it('says when there is no such file, or a folder in its place', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'runs'));
    for (const [name, reason] of [
      ['runs', 'it is a folder'],
      ['missing.csv', 'there is no such file'],
    ]) {
      const result = await runInProcess(['threshold', name, '--loss', '1'], { workingDirectory: folder });
      expect(result.code).toBe(2);
      expect(result.terminal.errors()).toContain(`cannot read ${name}: ${reason}`);
    }
  });
});
