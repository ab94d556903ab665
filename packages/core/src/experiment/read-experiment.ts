import { readFile } from 'node:fs/promises';
import { basename, dirname, extname, resolve } from 'node:path';
import { createJiti } from 'jiti';
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import { DofError } from '../errors/dof-error.js';
import { errorCode, errorMessage } from '../errors/error-code.js';
import { applyOverrides } from './apply-overrides.js';
import type { Experiment } from './experiment.js';
import { parseExperiment } from './parse-experiment.js';

const YAML_EXTENSIONS = ['.yaml', '.yml', '.json'];
const MODULE_EXTENSIONS = ['.ts', '.mts', '.js', '.mjs'];

/** What was read from a file, and how to find a path's line in it. */
interface Source {
  readonly document: unknown;
  lineOf?(path: readonly PropertyKey[]): number | undefined;
}

/**
 * Reads an experiment file: YAML, JSON, or a TypeScript or JavaScript module whose default export is the experiment.
 * Throws DOF_UNREADABLE_EXPERIMENT or DOF_BAD_EXPERIMENT, with the line where there is one.
 *
 * @param overrides `path=value` pairs set before validation.
 */
export async function readExperiment(file: string, overrides: readonly string[] = []): Promise<Experiment> {
  const path = resolve(file);
  const extension = extname(path);
  if (![...YAML_EXTENSIONS, ...MODULE_EXTENSIONS].includes(extension)) {
    throw new DofError(
      'DOF_UNREADABLE_EXPERIMENT',
      `${file}: expected a file ending in ${[...YAML_EXTENSIONS, ...MODULE_EXTENSIONS].join(', ')}`,
    );
  }
  const source = YAML_EXTENSIONS.includes(extension)
    ? readYaml(file, await readText(file))
    : await readModule(file, path);
  return parseExperiment(applyOverrides(source.document, overrides), {
    source: file,
    defaultName: folderName(basename(path, extension)),
    baseDirectory: dirname(path),
    lineOf: source.lineOf,
  });
}

/** What a folder can be called after a file: that of a file named `...yaml` must not be `..`. */
function folderName(name: string): string {
  return name.replace(/^[^A-Za-z0-9]+/, '').replace(/[^A-Za-z0-9._-]+/g, '-') || 'experiment';
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const reason = errorCode(error) ?? errorMessage(error);
    const meaning = { ENOENT: 'there is no such file', EISDIR: 'it is a folder', EACCES: 'permission denied' }[reason];
    throw new DofError('DOF_UNREADABLE_EXPERIMENT', `${file}: cannot read the experiment file: ${meaning ?? reason}`, {
      cause: error,
    });
  }
}

function readYaml(file: string, text: string): Source {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, logLevel: 'error' });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lineCounter.linePos(error.pos[0]);
    throw new DofError('DOF_BAD_EXPERIMENT', `${file}: line ${line}, column ${col}: ${error.message}`, {
      cause: error,
    });
  }
  return {
    document: toPlain(document, file),
    lineOf: (path) => lineOf(document, lineCounter, path),
  };
}

function toPlain(document: Document, file: string): unknown {
  try {
    // Bounded alias expansion: a small file must not grow into gigabytes. An alias inside its own anchor would make an
    // object without end, which JSON refuses.
    const plain: unknown = document.toJS({ maxAliasCount: 100 });
    JSON.stringify(plain);
    return plain;
  } catch (error) {
    throw new DofError('DOF_BAD_EXPERIMENT', `${file}: ${errorMessage(error)}`);
  }
}

/** The line of the path, or of the nearest object above it that is in the file. */
function lineOf(document: Document, lineCounter: LineCounter, path: readonly PropertyKey[]): number | undefined {
  for (let length = path.length; length >= 0; length--) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lineCounter.linePos(node.range[0]).line;
  }
  return undefined;
}

async function readModule(file: string, path: string): Promise<Source> {
  await readText(file);
  try {
    const loaded: unknown = await createJiti(import.meta.url).import(path, { default: true });
    return { document: loaded };
  } catch (error) {
    const reason = errorMessage(error);
    throw new DofError('DOF_BAD_EXPERIMENT', `${file}: the module does not load: ${reason}`, { cause: error });
  }
}
