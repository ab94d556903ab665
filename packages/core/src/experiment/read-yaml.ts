import { LineCounter, parseDocument, visit, type Alias, type Document, type YAMLError } from 'yaml';
import { DofError } from '../errors/dof-error.js';
import { errorMessage } from '../errors/error-code.js';
import { nodeLine } from './node-line.js';

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

/** What is wrong with a text as YAML, in plain words; in the parser's own where those are plain. */
export function yamlMistake({ code, message, pos }: YAMLError, text: string, lines: LineCounter): string {
  switch (code) {
    case 'MULTIPLE_DOCS':
      return 'another document begins here (---): a file is one experiment, so write the other into a file of its own';
    case 'DUPLICATE_KEY': {
      const key = /^[^:\n]*/.exec(text.slice(pos[0]))?.[0].trim() ?? '';
      const first = firstLineOf(key, text, pos[0], lines);
      return `the key ${key} is given twice${first}: keep one of them`;
    }
    case 'TAB_AS_INDENT':
      return 'a tab begins the line: YAML is indented with spaces';
    case 'BAD_INDENT':
      return 'this line begins at another column than those it belongs to: indent them alike, with spaces';
    case 'TAG_RESOLVE_FAILED':
      return `the tag ${/^\S*/.exec(text.slice(pos[0]))?.[0] ?? ''} is not known here: take it out`;
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
      return `a key and its value cannot be told apart here: is a colon, a quote or an indentation missing? (${message})`;
    case 'BAD_SCALAR_START':
      return `a value cannot begin with this character: put the value in quotes (${message})`;
    default:
      return message;
  }
}

/** The line in which the same key was given before, where it can be told from the text. */
function firstLineOf(key: string, text: string, before: number, lines: LineCounter): string {
  const { line, col } = lines.linePos(before);
  const earlier = text.split('\n').slice(0, line - 1);
  const indentation = ' '.repeat(col - 1);
  const at = earlier.findLastIndex((candidate) => candidate.startsWith(`${indentation}${key}:`));
  return at < 0 ? '' : `, first in line ${at + 1}`;
}

const STRING = /"(?:[^"\\\n]|\\.)*"/g;
const COMMENT = /\/\/|\/\*/;

/** Throws DOF_BAD_EXPERIMENT, with the line, where JSON has comments: read as YAML, they would become keys. */
export function requirePlainJson(text: string, source: string): void {
  const at = text.replace(STRING, (string) => ' '.repeat(string.length)).search(COMMENT);
  if (at < 0) return;
  const line = text.slice(0, at).split('\n').length;
  throw new DofError(
    'DOF_BAD_EXPERIMENT',
    `${source}: line ${line}: JSON has no comments: take it out, or name the file .yaml and begin comments with #`,
  );
}
