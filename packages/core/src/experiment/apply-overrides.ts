import { parse } from 'yaml';
import { DofError } from '../errors/dof-error.js';

const FORBIDDEN = new Set(['__proto__', 'prototype', 'constructor']);

/**
 * Sets `path=value` pairs in a copy of a parsed experiment file, such as `training.epochs=2` or `seeds=[7]`. Values
 * are read as YAML. Missing objects on the way are made.
 */
export function applyOverrides(document: unknown, overrides: readonly string[]): unknown {
  const root = { document: structuredClone(document) };
  for (const override of overrides) {
    const [path, value] = parseOverride(override);
    setAt(root, ['document', ...path], value, override);
  }
  return root.document;
}

function parseOverride(override: string): [readonly string[], unknown] {
  const at = override.indexOf('=');
  const path = override.slice(0, Math.max(at, 0)).split('.');
  if (at < 1 || path.some((key) => key === '' || FORBIDDEN.has(key))) {
    throw new DofError('DOF_BAD_OVERRIDE', `--set ${override}: expected path=value, such as training.epochs=2`);
  }
  try {
    return [path, parse(override.slice(at + 1))];
  } catch (error) {
    throw new DofError('DOF_BAD_OVERRIDE', `--set ${override}: the value is not YAML`, { cause: error });
  }
}

function setAt(root: object, path: readonly string[], value: unknown, override: string): void {
  let target: object = root;
  for (const [i, key] of path.entries()) {
    const last = i === path.length - 1;
    if (Array.isArray(target) && !/^\d+$/.test(key)) {
      throw new DofError(
        'DOF_BAD_OVERRIDE',
        `--set ${override}: ${path.slice(1, i).join('.')} is a list, ${key} is no index`,
      );
    }
    const record = target as Record<string, unknown>;
    if (last) {
      record[key] = value;
      return;
    }
    const next = Object.hasOwn(record, key) ? record[key] : undefined;
    // A plugin given by name alone makes room for its options.
    const opened = typeof next === 'object' && next !== null ? next : typeof next === 'string' ? { name: next } : {};
    record[key] = opened;
    target = opened;
  }
}
