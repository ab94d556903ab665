import { parseDocument } from 'yaml';
import { DofError } from '../errors/dof-error.js';

/** A value that replaces one of an experiment file. */
export interface Override {
  /** As it was given, such as `training.epochs=2`. */
  readonly text: string;
  readonly path: readonly string[];
  readonly value: unknown;
}

const FORBIDDEN = new Set(['__proto__', 'prototype', 'constructor']);

/** Reads `path=value`; the value is YAML. Throws DOF_BAD_OVERRIDE. */
export function parseOverride(text: string): Override {
  const at = text.indexOf('=');
  const path = text.slice(0, Math.max(at, 0)).split('.');
  if (at < 1 || path.some((key) => key.trim() === '' || FORBIDDEN.has(key))) {
    throw new DofError('DOF_BAD_OVERRIDE', `--set ${text}: expected path=value, such as training.epochs=2`);
  }
  const document = parseDocument(text.slice(at + 1), { prettyErrors: false, logLevel: 'error', merge: true });
  const [problem] = [...document.errors, ...document.warnings];
  try {
    if (problem !== undefined) throw problem;
    return { text, path, value: document.toJS({ maxAliasCount: 100 }) };
  } catch (error) {
    throw new DofError(
      'DOF_BAD_OVERRIDE',
      `--set ${text}: the value is not YAML: write a number, a word, a list such as [1, 2] or { key: value }, in quotes for the shell`,
      { cause: error },
    );
  }
}
