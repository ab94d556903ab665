import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import process from 'node:process';
import { transform } from '@swc/core';
import typescript from 'typescript';
import { REPOSITORY } from '../repository-folder.js';
import { runCommand, succeed, type Outcome } from '../run-command.js';
import { fileNameOf, type CodeBlock } from './code-blocks.js';
import { SMALLER } from './documentation-workspace.js';

/** The YAML that core reads experiments with; others here have another version of it. */
const { parse, stringify } = createRequire(join(REPOSITORY, 'packages', 'core', 'package.json'))('yaml') as {
  parse(text: string): unknown;
  stringify(value: unknown): string;
};

/** What experiment files must say; documents show parts of some, which the rest is added to. */
const REST = { model: 'conv-2', data: 'mnist', degreesOfFreedom: [2, 8] };
/** Milliseconds that one block may take, however busy the machine is. */
const TIMEOUT = 600_000;

/** Where a block is run. */
export interface BlockPlace {
  /** Shared by the blocks of a document. */
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
}

type BlockRunner = (block: CodeBlock, place: BlockPlace) => Promise<unknown>;

/** How the blocks of each language are run: to the end, and without failing. */
const RUNNERS: Readonly<Record<string, BlockRunner>> = {
  sh: ({ code }, place) => run('bash', ['-euo', 'pipefail', '-c', code], place),
  js: (block, place) => runModule(block, block.code, place),
  ts: async (block, place) => {
    const { code } = await transform(block.code, {
      swcrc: false,
      jsc: { target: 'es2022', parser: { syntax: 'typescript', decorators: true } },
    });
    return runModule(block, code, place);
  },
  yaml: async (block, place) => {
    const document = smaller({ ...REST, ...(parse(block.code) as object) });
    const file = fileNameOf(block) ?? `block-${block.line}.yaml`;
    writeFileSync(join(place.folder, file), stringify(document));
    await run('dof', ['run', file, '--json', '--out', `results-of-block-${block.line}`], place);
  },
  json: async ({ code }) => JSON.parse(code),
  jsonc: async ({ code }) => {
    const { error } = typescript.parseConfigFileTextToJson('block.json', code);
    if (error !== undefined) throw new Error(typescript.flattenDiagnosticMessageText(error.messageText, '\n'));
  },
};

/** What is read, not run. */
const READ = new Set(['', 'text', 'bibtex', 'md', 'html']);

/** Runs one block of a document; throws with all that it said when it fails, and for a language it cannot run. */
export async function runBlock(block: CodeBlock, place: BlockPlace): Promise<void> {
  if (READ.has(block.language)) return;
  const runner = RUNNERS[block.language];
  if (runner === undefined) throw new Error(`blocks of ${block.language} cannot be run: add how to RUNNERS`);
  await runner(block, place);
}

async function runModule(block: CodeBlock, code: string, place: BlockPlace): Promise<Outcome> {
  const file = fileNameOf(block) ?? `block-${block.line}.mjs`;
  writeFileSync(join(place.folder, file), code);
  return run(process.execPath, [file], place);
}

function run(program: string, arguments_: readonly string[], { folder, environment }: BlockPlace): Promise<Outcome> {
  return succeed(runCommand(program, arguments_, folder, { environment, timeout: TIMEOUT }));
}

/** The experiment with what {@link SMALLER} sets, so that programs which read the file themselves are small too. */
function smaller(document: object): object {
  const changed = structuredClone(document) as Record<string, unknown>;
  for (const setting of SMALLER) {
    const [path, value] = setting.split('=');
    const keys = path.split('.');
    let target = changed;
    for (const key of keys.slice(0, -1)) {
      const next = target[key];
      target[key] = typeof next === 'string' ? { name: next } : (next ?? {});
      target = target[key] as Record<string, unknown>;
    }
    target[keys[keys.length - 1]] = parse(value);
  }
  return changed;
}

/** A document as text. */
export function readDocument(path: string): string {
  return readFileSync(path, 'utf8');
}
