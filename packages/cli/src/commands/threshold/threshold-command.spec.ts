import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { runInProcess } from '../../../test/run-in-process.js';
import { temporaryFolders } from '../../../test/temporary-folder.js';

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

  it('writes a page with the phase transition and d* where it is asked to', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'runs.csv'), TABLE);
    const call = (...options: string[]) =>
      runInProcess(['threshold', 'runs.csv', ...options], { workingDirectory: folder });
    const { code, terminal } = await call('--loss', '0.5', '--report', 'page', '--dimension', '20490');
    expect([code, terminal.errors()]).toEqual([0, '']);
    expect(terminal.output()).toContain('loss 0.5: d* = 91 (64 < d* <= 128)\n');
    expect(terminal.output()).toContain('\nWritten\n  page/report.html\n');
    expect(readFileSync(join(folder, 'page/report.html'), 'utf8')).toContain('91 (64 &lt; d* &lt;= 128)');
    expect(existsSync(join(folder, 'page/figures/phase-transition.png'))).toBe(true);
    const json = await call('--loss', '0.5', '--report', 'page', '--json');
    expect(JSON.parse(json.terminal.output()).files).toContain(join(folder, 'page/report.html'));
    const without = await call('--accuracy', '0.5', '--report', 'page');
    expect([without.code, without.terminal.errors()]).toEqual([2, expect.stringMatching(/--report draws losses/)]);
  });

  it('counts a run once, however often its row is repeated', async () => {
    const [once, thrice] = [
      await threshold(TABLE, '--loss', '0.5'),
      await threshold(`${TABLE}${ROWS.join('\n')}\n${ROWS[3]}\n`, '--loss', '0.5'),
    ];
    expect(thrice.output).toBe(once.output);
    expect(thrice.errors).toBe('dof: 11 rows of runs.csv repeated an earlier row; each run is counted once\n');
    const { code, errors } = await threshold(`${TABLE}64,3,0.2\n`, '--loss', '0.5');
    expect(code).toBe(2);
    expect(errors).toMatch(/line 12: d = 64 and its seed came before, on line 5, with another loss/);
  });

  it('takes the best of every run where the table has a row per epoch', async () => {
    const log = ROWS.flatMap((row) => {
      const [d, seed, loss] = row.split(',');
      return [
        `${d},${seed},0,2.3`,
        `${d},${seed},1,${loss}`,
        `${d},${seed},2,${Number(loss) + 0.3}`,
        `${d},${seed},3,nan`,
      ];
    });
    const { output, errors } = await threshold(
      `d,seed,epoch,loss\n${log.join('\n')}\n`,
      '--loss',
      '0.5',
      '--loss',
      '2.5',
    );
    expect(output).toContain((await threshold(TABLE, '--loss', '0.5')).output);
    expect(errors).toBe('dof: loss 2.5 is reached before training, so it tells nothing about training\n');
    const unseeded = await threshold('d,epoch,loss\n8,0,2\n8,1,1\n16,0,2\n16,1,0.1\n', '--loss', '0.5', '--json');
    expect(JSON.parse(unseeded.output).thresholds[0]).toMatchObject({
      trials: 2,
      lower: null,
      upper: null,
      dStar: expect.closeTo(11.3, 1),
    });
    const pooled = await threshold('d,epoch,loss\n8,0,2\n8,1,1\n8,0,1.9\n', '--loss', '0.5');
    expect(pooled.errors).toMatch(/line 4: d = 8, epoch 0 came before, on line 2/);
  });

  it.each(['method', 'Model', 'learning_rate', 'lr', 'Weight Decay', 'batch-size', 'series'])(
    'gives one result for each series of the column %s',
    async (column) => {
      const rows = ROWS.flatMap((row) => [`1,${row}`, `2,${row.replace(/[^,]*$/, '0.9')}`]);
      const { output } = await threshold(`${column},d,seed,loss\n${rows.join('\n')}\n`, '--loss', '0.5', '--json');
      const { thresholds } = JSON.parse(output);
      expect(thresholds.map(({ series, status, trials }: Record<string, unknown>) => [series, status, trials])).toEqual(
        [
          [expect.stringMatching(/1$/), 'measured', 10],
          [expect.stringMatching(/2$/), 'above', 10],
        ],
      );
    },
  );

  it('asks about columns that may tell series apart, and does what it is told', async () => {
    const rows = [0, 1].flatMap((k) => ROWS.map((row, i) => `${k},${row.replace(/,\d,/, `,${2 * i + k},`)}`));
    const table = `knob,d,seed,loss\n${rows.join('\n')}\n`;
    const { code, errors } = await threshold(table, '--loss', '0.5');
    expect(code).toBe(2);
    expect(errors).toMatch(/the column "knob" has 2 values \("0", "1"\).*--by knob .*--ignore knob/);
    const by = JSON.parse((await threshold(table, '--loss', '0.5', '--by', 'knob', '--json')).output).thresholds;
    expect(by.map(({ series, trials }: Record<string, unknown>) => [series, trials])).toEqual([
      ['knob 0', 10],
      ['knob 1', 10],
    ]);
    const ignored = JSON.parse(
      (await threshold(table, '--loss', '0.5', '--ignore', 'knob', '--json')).output,
    ).thresholds;
    expect(ignored).toMatchObject([{ series: '', trials: 20 }]);
    expect((await threshold(table, '--loss', '0.5', '--by', 'knop')).errors).toMatch(/no column "knop".*knob/);
  });

  it('leaves columns alone that follow from d or say what came of a run', async () => {
    const rows = ROWS.map(
      (row, i) => `run-${i},${20490 / Number(row.split(',')[0])},${i % 2},2026-01-0${1 + (i % 3)},${row}`,
    );
    const { code, output } = await threshold(
      `name,D over d,test error,date,d,seed,loss\n${rows.join('\n')}\n`,
      '--loss',
      '0.5',
    );
    expect(code).toBe(0);
    expect(output).toBe((await threshold(TABLE, '--loss', '0.5')).output);
  });

  it('knows runs by any text of their own', async () => {
    const rows = ROWS.map((row) => row.replace(/,(\d),/, (_, seed: string) => `,run-${'abcde'[Number(seed)]},`));
    for (const table of [`d,run_id,loss\n${rows.join('\n')}\n`, `d,run_id,loss\n${[...rows, ...rows].join('\n')}\n`]) {
      expect((await threshold(table, '--loss', '0.5')).output).toBe((await threshold(TABLE, '--loss', '0.5')).output);
    }
  });

  it('says that equal rows without a seed count as runs', async () => {
    const { output, errors } = await threshold('d,loss\n8,0.9\n8,0.9\n16,0.1\n16,0.2\n', '--loss', '0.5', '--json');
    expect(JSON.parse(output).thresholds[0].trials).toBe(4);
    expect(errors).toMatch(/^dof: counted 1 row of runs\.csv .* as separate runs, since the table has no seeds\n$/);
  });

  it.each([
    [
      'd,seed,accuracy\n8,0,53.05\n16,0,64.9\n',
      ['--accuracy', '0.9'],
      /look like per cent; give --accuracy 90 for 90 %/,
    ],
    ['d,seed,accuracy\n8,0,0.53\n16,0,0.649\n', ['--accuracy', '90'], /no accuracy .* above 0\.649.*--accuracy 0\.9/],
    ['d,seed,accuracy\n8,0,0.53\n16,0,0.649\n', ['--accuracy', '0'], /every run reaches it/],
    ['d,seed,accuracy\n8,0,53\n16,0,64.9\n', ['--accuracy', '900'], /no accuracy is above 100 %/],
    ['d,seed,loss\n8,0,1\n16,0,0.1\n', ['--loss', '-1'], /no loss of these runs is below 0\.1; give a level above 0/],
    ['d,seed,loss\n8,0,1\n16,0,0.1\n', ['--loss', '0'], /give a level above 0/],
    ['d,seed,loss\n8,0,1\n16,0,0.1\n', ['--loss', '1e-300'], /no loss is that small/],
  ])('refuses levels that cannot be meant: %j %j', async (table, options, message) => {
    const { code, output, errors } = await threshold(table, ...options);
    expect([code, output]).toEqual([2, '']);
    expect(errors).toMatch(message);
  });

  it.each([
    ['d,seed,accuracy\n8,0,53.05\n16,0,94.9\n', ['--accuracy', '90']],
    ['d,seed,loss\n8,0,-1\n16,0,-3\n', ['--loss', '-2']],
    ['d,seed,reward\n8,0,100\n16,0,700\n', ['--accuracy', '500', '--columns', 'accuracy=reward']],
  ])('takes unusual levels that can be meant: %j %j', async (table, options) => {
    const { code, output } = await threshold(table, ...options, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(output).thresholds[0]).toMatchObject({ status: 'measured', smallest: 8, largest: 16 });
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
