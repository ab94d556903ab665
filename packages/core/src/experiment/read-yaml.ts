import { LineCounter, parseDocument, visit, type Alias, type Document } from 'yaml';
import { DofError } from '../errors/dof-error.js';
import { errorMessage } from '../errors/error-code.js';
import { nodeLine } from './node-line.js';
import { requirePlainJson } from './require-plain-json.js';
import { yamlMistake } from './yaml-mistake.js';

/** A path with values or list places in it, from the document's root. */
type Path = readonly PropertyKey[];

/** A document that was read, and where its parts are in the text. */
export interface YamlSource {
  readonly document: unknown;
  /** How many of the path's keys the text holds, and the line of the last of them. */
  locate(path: Path): { readonly depth: number; readonly line: number } | undefined;
}

/**
 * Reads one document of YAML or JSON, with merge keys. Throws DOF_BAD_EXPERIMENT with line and column.
 *
 * @param source named in messages.
 */
export function readYaml(text: string, source: string): YamlSource {
  if (text.includes('\0') || text.includes('\uFFFD\uFFFD')) {
    throw bad(`${source}: is no text in UTF-8: save the file as UTF-8`);
  }
  if (source.endsWith('.json')) requirePlainJson(text, source);
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, logLevel: 'error', merge: true });
  // What is only warned of is a tag that nothing here knows, such as !!timestamp; its value would be read otherwise.
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) {
    const { line, col } = lineCounter.linePos(problem.pos[0]);
    throw bad(`${source}: line ${line}, column ${col}: ${yamlMistake(problem, text, lineCounter)}`, problem);
  }
  const dangling = danglingAlias(document);
  if (dangling !== undefined) {
    const { line, col } = lineCounter.linePos(dangling.range?.[0] ?? 0);
    throw bad(`${source}: line ${line}, column ${col}: no anchor before this line is named ${dangling.source}`);
  }
  return {
    document: toPlain(document, source),
    locate: (path) => nodeLine(document, lineCounter, path),
  };
}

function danglingAlias(document: Document): Alias | undefined {
  let found: Alias | undefined;
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) !== undefined) return undefined;
      found = alias;
      return visit.BREAK;
    },
  });
  return found;
}

function toPlain(document: Document, source: string): unknown {
  let plain: unknown;
  try {
    // Bounded: a small file must not grow into gigabytes.
    plain = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw bad(`${source}: an alias is used too often (${errorMessage(error)}): write the values out`, error);
  }
  try {
    // An alias inside its own anchor makes an object without end, which JSON refuses.
    JSON.stringify(plain);
  } catch (error) {
    throw bad(`${source}: circular: an alias (*name) stands inside its own anchor (&name): take it out`, error);
  }
  return plain;
}

function bad(message: string, cause?: unknown): DofError {
  return new DofError('DOF_BAD_EXPERIMENT', message, cause === undefined ? undefined : { cause });
}
