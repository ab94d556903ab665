import { GeneratorError } from './generator-error.js';

/** Everything that a method's name gives its name to. */
export interface MethodNames {
  /** What experiment files say: `my-method`, or `@acme/my-method` of a scoped plugin. */
  readonly methodName: string;
  /** The file that defines it, without ending: `my-method`. */
  readonly fileName: string;
  /** The exported method: `myMethod`. */
  readonly identifier: string;
  /** Its options: `MyMethodOptions`. */
  readonly typeName: string;
}

const WORDS = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const SCOPE = /^@?([a-z0-9~][a-z0-9._~-]*)$/;

/** Files and exports that every generated package has. */
const TAKEN = new Set(['index', 'register', 'scaled-map', 'method-contract', 'describe', 'expect', 'it', 'container']);

const RESERVED = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends ' +
    'false finally for function if implements import in instanceof interface let new null package private protected ' +
    'public return static super switch this throw true try typeof undefined var void while with yield'
  ).split(' '),
);

/**
 * The names that follow from what the caller gave.
 *
 * @throws GeneratorError for a name that is not words joined by dashes or cannot name a file and an export of the
 *   package, and for a scope that npm does not allow
 */
export function methodNames(name: string, scope?: string): MethodNames {
  requireWords(name);
  const identifier = name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  if (TAKEN.has(name) || RESERVED.has(identifier)) {
    const reason = TAKEN.has(name) ? 'something else in every method package has it' : 'JavaScript reserves it';
    throw new GeneratorError(`a method cannot be named "${name}", since ${reason}; try "${name}-method"`);
  }
  return {
    methodName: scope === undefined ? name : `${normalScope(scope)}/${name}`,
    fileName: name,
    identifier,
    typeName: `${identifier[0].toUpperCase()}${identifier.slice(1)}Options`,
  };
}

/** `@acme`, from `acme` or `@acme`. */
export function normalScope(scope: string): string {
  const found = SCOPE.exec(scope);
  if (found === null) {
    throw new GeneratorError(`"${scope}" is no npm scope: a scope is like @acme, in lower-case letters and digits`);
  }
  return `@${found[1]}`;
}

function requireWords(name: string): void {
  if (WORDS.test(name)) return;
  const rule = 'a method is named by lower-case words joined by dashes, such as my-method';
  const near = name
    .replace(/^(@dof\/methods-|(@[^/]*\/)?dof-method-)/, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[-0-9]+|-+$/g, '');
  throw new GeneratorError(`${rule}, not "${name}"${WORDS.test(near) ? `; did you mean ${near}?` : ''}`);
}
