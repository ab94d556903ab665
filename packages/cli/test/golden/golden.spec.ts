import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { openRunStore } from '@dof/store';
import { describe, expect, it } from '@jest/globals';
import { runInProcess } from '../run-in-process.js';
import { temporaryFolders } from '../temporary-folder.js';
import { GOLDEN_EXPERIMENTS, type GoldenExperiment } from './golden-experiments.js';
import { GOLDEN_MISTAKES } from './golden-mistakes.js';
import { normalisedDocument, normalisedText } from './normalised.js';

/** The instruction set that every machine has: with one hash and one instruction set, bits are the same. */
env.DOF_ENGINE = 'wasm';
const RECORDED = fileURLToPath(new URL('./recorded', import.meta.url));
const temporaryFolder = temporaryFolders();

/** Everything that an experiment and its commands show and write. */
async function everythingOf({ text, files = {}, commands = [] }: GoldenExperiment, folder: string): Promise<string> {
  writeFileSync(join(folder, 'experiment.yaml'), text);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const parts: string[] = [];
  for (const command of ['run experiment.yaml', ...commands]) {
    const { code, terminal } = await runInProcess(wordsOf(command, folder), { workingDirectory: folder });
    expect([code, code === 0 ? '' : terminal.errors()]).toEqual([0, '']);
    const shown = [terminal.output(), terminal.errors()].map((part) => normalisedOutput(part, folder));
    // Runs are listed as they ended, which is a matter of chance.
    if (command.startsWith('runs ')) shown[0] = shown[0].split('\n').sort().join('\n');
    shown[1] = withPreparationsLast(shown[1]);
    parts.push(`$ dof ${command}\n${shown.join('--- stderr\n')}`);
  }
  for (const results of foldersWith(folder)) parts.push(...(await contentOf(join(folder, results), results, folder)));
  return `${parts.join('\n')}\n`;
}

/** A preparation begins while the run before it is being stored: which of the two is printed first is a matter of chance. */
function withPreparationsLast(text: string): string {
  const isPreparation = (line: string): boolean => /^(preparing|prepared|burning in|burnt in) /.test(line);
  const lines = text.split('\n').slice(0, -1);
  const sorted = [...lines.filter((line) => !isPreparation(line)), ...lines.filter(isPreparation)];
  return sorted.map((line) => `${line}\n`).join('');
}

function normalisedOutput(text: string, folder: string): string {
  return text.startsWith('{') || text.startsWith('[') ? normalisedDocument(text, folder) : normalisedText(text, folder);
}

/** Folders below this one that hold something of dof's, in order. */
function foldersWith(folder: string): readonly string[] {
  return (readdirSync(folder, { recursive: true }) as string[])
    .filter((path) => /(^|\/)(runs\.sqlite|comparison\.json|theory-well\.json)$/.test(path))
    .map((path) => path.replace(/\/?[^/]*$/, ''))
    .sort();
}

async function contentOf(directory: string, name: string, folder: string): Promise<string[]> {
  const files = (readdirSync(directory, { recursive: true }) as string[]).filter(
    (path) => !/runs\.sqlite|claims/.test(path),
  );
  const parts = [
    `# files of ${name}\n${files
      .filter((path) => !path.startsWith('prepared/'))
      .sort()
      .join('\n')}\n`,
  ];
  for (const file of [
    'results.json',
    'tables.md',
    'comparison.json',
    'comparison.md',
    'prediction.json',
    'theory-well.json',
  ]) {
    const path = join(directory, file);
    if (existsSync(path)) parts.push(`# ${name}/${file}\n${normalisedOutput(readFileSync(path, 'utf8'), folder)}`);
  }
  if (!existsSync(join(directory, 'runs.sqlite'))) return parts;
  const store = await openRunStore(directory, { access: 'read' });
  const runs = (await store.list()).map(
    ({ hash, status, history, best }) => `${hash} ${status} ${bitsOf(history)} ${bitsOf(best)}`,
  );
  await store.close();
  return [
    ...parts,
    `# runs of ${name}: hash, status, SHA-256 of the history and of the best values\n${runs.sort().join('\n')}\n`,
  ];
}

function bitsOf(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(value) ?? '')
    .digest('hex')
    .slice(0, 16);
}

/**
 * Characterises behaviour before the tree is rearranged: these records are no reference for the numbers, which other
 * tests check against independent ones. `DOF_RECORD_GOLDEN=1` records them anew, where a change is meant.
 */
describe('what every command shows and writes stays as recorded', () => {
  it.each(GOLDEN_EXPERIMENTS)('$name', async (experiment) => {
    expectRecorded(experiment.name, await everythingOf(experiment, temporaryFolder()));
  });

  it('mistakes', async () => {
    const folder = temporaryFolder();
    const [{ text }] = GOLDEN_EXPERIMENTS;
    await everythingOf(
      { name: 'before', text, commands: ['runs dof-results/experiment --format csv --to runs.csv'] },
      folder,
    );
    const parts: string[] = [];
    for (const command of GOLDEN_MISTAKES) {
      const { code, terminal } = await runInProcess(wordsOf(command, folder), { workingDirectory: folder });
      parts.push(`$ dof ${command}\n${code}: ${normalisedText(terminal.errors(), folder)}`);
    }
    expectRecorded('mistakes', parts.join('\n'));
  });

  it('a store of an earlier tree is read, and what it holds of an earlier engine stays as it is', async () => {
    const folder = temporaryFolder();
    const [{ text }] = GOLDEN_EXPERIMENTS;
    const results = join(folder, 'dof-results/experiment');
    mkdirSync(results, { recursive: true });
    copyFileSync(join(RECORDED, 'null-model.sqlite'), join(results, 'runs.sqlite'));
    writeFileSync(join(folder, 'experiment.yaml'), text);
    const run = async (command: string): Promise<string> => {
      const { code, terminal } = await runInProcess(wordsOf(command, folder), { workingDirectory: folder });
      expect(code).toBe(0);
      return terminal.errors();
    };
    const stored = async (file: string): Promise<readonly string[]> => {
      await run(`runs dof-results/experiment --format csv --to ${file}`);
      const lines = readFileSync(join(folder, file), 'utf8').trim().split('\n').slice(1);
      // The label in the first column names the engine where there are two.
      return lines.map((line) => line.slice(line.indexOf(',')));
    };
    const before = await stored('before.csv');
    expect(before).toHaveLength(6);
    // Runs are named by the engine's version, which was 1 when the store was written.
    expect(await run('run experiment.yaml')).toContain('[6/6]');
    const after = await stored('after.csv');
    expect(after).toHaveLength(12);
    expect(after).toEqual(expect.arrayContaining([...before]));
    expect(await run('run experiment.yaml')).toContain('nothing to train');
  });
});

function expectRecorded(name: string, text: string): void {
  const path = join(RECORDED, `${name}.txt`);
  if (env.DOF_RECORD_GOLDEN !== undefined) {
    mkdirSync(RECORDED, { recursive: true });
    writeFileSync(path, text);
  }
  expect(text).toBe(readFileSync(path, 'utf8'));
}

/** Paths in full: what is run in this process has the folder of the tests for its working directory. */
function wordsOf(command: string, folder: string): readonly string[] {
  const words = command.split(' ').filter((word) => word !== '');
  return words.map((word) => (/^([a-z]+\.yaml|dof-results)/.test(word) ? join(folder, word) : word));
}
