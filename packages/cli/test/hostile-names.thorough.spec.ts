import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openRunStore } from '@dof/store';
import { runInProcess } from './run-in-process.js';
import { temporaryFolders } from './temporary-folder.js';

const temporaryFolder = temporaryFolders();

const PIECES = [
  ...['\u001b[2J', '\u001b]0;owned\u0007', '\r\n[9/9] all finished', '\u202e', '\u200b', '\u2028', '\ufffe', '\u0001'],
  ...['=1+1', '@SUM(A1)', '-cmd', '</script><script>x</script>', '<img src=x onerror=y>', '"', "'", '&', '|', ',', ';'],
  ...['../../etc', '\u0000', '\ud800', '𝒩', 'name'],
];
const hostileName = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''));

/** Names of white space alone, as a line separator is, are refused. */
const namingSomething = hostileName.filter((name) => name.trim() !== '');

/** All that a terminal may be sent where it is no screen. */
const PLAIN = /^[\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
const MARKS = /[\u200b-\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff\ufffe\uffff]/;

/** Whether every tag is closed by its own, and nothing stands in it that XML forbids. */
function isWellFormed(xml: string): boolean {
  if (/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(xml)) return false;
  const open: string[] = [];
  const rest = xml
    .replaceAll(/<!--[^]*?-->|<\?[^]*?\?>/g, '')
    .replaceAll(
      /<(\/?)([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>/g,
      (_, end: string, name: string, _attributes, empty: string) => {
        if (end === '/') {
          if (open.pop() !== name) open.push('not closed');
        } else if (empty === '') open.push(name);
        return '';
      },
    );
  return (
    open.length === 0 &&
    !/[<>]/.test(rest.replaceAll(/&(amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);/gi, '')) &&
    !/&(?!amp;|lt;|gt;|quot;|apos;|#)/.test(rest)
  );
}

describe('names from files', () => {
  it.each([['experiment'], ['store from elsewhere']])(
    'reach no terminal, page, picture or table as anything but text: %s',
    async (from) => {
      await fc.assert(
        fc.asyncProperty(namingSomething, hostileName, async (name, description) => {
          const folder = temporaryFolder();
          const call = async (...arguments_: string[]) => {
            const { code, terminal } = await runInProcess(arguments_, { workingDirectory: folder });
            const said = terminal.output() + terminal.errors();
            expect([arguments_, said]).toEqual([arguments_, expect.stringMatching(PLAIN)]);
            expect([arguments_, said]).toEqual([arguments_, expect.not.stringMatching(MARKS)]);
            expect([arguments_, code === 0 || code === 2, said]).toEqual([arguments_, true, said]);
            return { code, output: terminal.output(), ...(code !== 0 && { errors: terminal.errors() }) };
          };
          const experiment = {
            ...{ description, name: 'exp', degreesOfFreedom: [1, 8], seeds: 1 },
            model: { name, inputShape: [4, 4, 1], layers: [{ type: 'flatten' }, { type: 'dense', units: 3 }] },
            data: { name: 'synthetic', options: { classes: 3, inputShape: [4, 4, 1], train: 48, test: 12 } },
            training: { epochs: 1, batchSize: 16 },
            analysis: { lossLevels: [1] },
          };
          writeFileSync(join(folder, 'exp.json'), JSON.stringify(experiment));
          const { code } = await call('run', join(folder, 'exp.json'), '--out', 'out');
          expect(code).toBe(0);
          if (from !== 'experiment') {
            const store = await openRunStore(join(folder, 'out'));
            const stored = await store.list();
            for (const result of stored) {
              const { specification, machine } = result;
              const renamed = {
                ...specification,
                method: { ...specification.method, name, options: { [name]: description } },
                data: { ...specification.data, name: description },
              };
              await store.replace?.({
                ...result,
                specification: renamed,
                engineVariant: name,
                ...(machine && { machine: { ...machine, cpu: description } }),
              });
            }
            await store.close();
            const plan = JSON.parse(readFileSync(join(folder, 'out/plan.json'), 'utf8'));
            writeFileSync(
              join(folder, 'out/plan.json'),
              JSON.stringify({ ...plan, title: name, notices: [description] }),
            );
          }
          expect(await call('report', 'out')).toMatchObject({ code: 0 });
          await call('report', 'out', '--json');
          await call('runs', 'out');
          const { output: json } = await call('runs', 'out', '--format', 'json');
          expect(JSON.parse(json)).toHaveLength(2);
          await call('runs', 'out', '--format', 'csv', '--to', 'runs.csv');
          expect(await call('threshold', 'runs.csv', '--loss', '1')).toMatchObject({ code: 0 });
          await call('merge', 'merged', 'out');
          await call('list', 'methods');
          for (const picture of readdirSync(join(folder, 'out/figures')).filter((file) => file.endsWith('.svg'))) {
            const svg = readFileSync(join(folder, 'out/figures', picture), 'utf8');
            expect([picture, isWellFormed(svg), MARKS.test(svg)]).toEqual([picture, true, false]);
          }
          const page = readFileSync(join(folder, 'out/report.html'), 'utf8');
          expect(page).not.toContain('<img src=x');
          expect(page).not.toContain('<script>x');
          expect(page).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u202e\ufffe]/);
          const tables = readdirSync(join(folder, 'out/tables')).filter((file) => file.endsWith('.csv'));
          for (const table of ['runs.csv', ...tables.map((file) => join('out/tables', file))]) {
            const text = readFileSync(join(folder, table), 'utf8');
            expect([table, PLAIN.test(text), MARKS.test(text)]).toEqual([table, true, false]);
            const rows: string[][] = parseCsv(text);
            for (const cell of rows.flat()) if (/^[=+\-@]/.test(cell)) expect(Number.isNaN(Number(cell))).toBe(false);
          }
        }),
        { numRuns: 4 },
      );
    },
    240_000,
  );
});
