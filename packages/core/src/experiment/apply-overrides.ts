import { DofError } from '../errors/dof-error.js';
import type { Override } from './override.js';

const INDEX = /^(0|[1-9]\d*)$/;

/**
 * Sets values in a copy of a parsed experiment file. What is missing on the way is made: an object, or a list for an
 * index. Throws DOF_BAD_OVERRIDE where a path does not fit what is there.
 */
export function applyOverrides(document: unknown, overrides: readonly Override[]): unknown {
  const root = { document: structuredClone(document) };
  for (const override of overrides) setAt(root, ['document', ...override.path], override);
  return root.document;
}

function setAt(root: object, path: readonly string[], { value, text }: Override): void {
  let target: object = root;
  for (const [i, key] of path.entries()) {
    if (Array.isArray(target)) requirePlace(target, key, path.slice(1, i).join('.'), text);
    const record = target as Record<string, unknown>;
    if (i === path.length - 1) {
      record[key] = structuredClone(value);
      return;
    }
    const opened = open(Object.hasOwn(record, key) ? record[key] : undefined, path[i + 1]);
    record[key] = opened;
    target = opened;
  }
}

/** What the next key is looked up in. */
function open(value: unknown, next: string): object {
  if (Array.isArray(value)) return value;
  const isIndex = INDEX.test(next);
  if (typeof value === 'object' && value !== null) {
    // One method or start alone is a list of one.
    return isIndex && !Object.hasOwn(value, next) && ('name' in value || 'type' in value) ? [value] : value;
  }
  if (isIndex) return value === undefined || value === null ? [] : [value];
  // A plugin given by its name alone makes room for its options.
  return typeof value === 'string' ? { name: value } : {};
}

function requirePlace(list: readonly unknown[], key: string, name: string, text: string): void {
  if (INDEX.test(key) && Number(key) <= list.length) return;
  const count = `${list.length} ${list.length === 1 ? 'entry' : 'entries'}`;
  const rest = text.slice(text.indexOf(`${name}.`) + name.length + 1);
  const advice = INDEX.test(key)
    ? `the last one is ${name}.${Math.max(list.length - 1, 0)}, and ${name}.${list.length} adds one`
    : `name the entry by its number, such as ${name}.0.${rest}`;
  throw new DofError('DOF_BAD_OVERRIDE', `--set ${text}: ${name} is a list of ${count}: ${advice}`);
}
