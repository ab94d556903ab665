import { suggestion } from '../errors/near-matches.js';
import type { ValidatorIssue } from './validator-issue.js';

/** What is wrong with a value: another kind of value was expected, or it breaks a rule. */
export type PlainComplaint =
  { readonly expected: string; readonly hint: string } | { readonly rule: string; readonly ours: boolean };

// How every message begins that zod makes up itself, in its English.
const ZODS_OWN = /^(Invalid|Too (small|big)|Unrecognized keys?:)(?![a-z])/;

const TYPES: Readonly<Record<string, string>> = {
  number: 'a number',
  int: 'a whole number',
  bigint: 'a whole number',
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
  map: 'an object',
  set: 'a list',
  date: 'a date',
  null: 'null',
  undefined: 'nothing',
  never: 'nothing',
};

/** One issue in plain words. What a schema says in words of its own is kept. */
export function plainComplaint(issue: ValidatorIssue, given: unknown): PlainComplaint {
  const { message, code } = issue;
  if (code === undefined || !ZODS_OWN.test(message)) {
    return message.startsWith('expected ')
      ? { expected: message.slice('expected '.length), hint: '' }
      : { rule: message, ours: false };
  }
  switch (code) {
    case 'invalid_type':
      return typeComplaint(issue.expected ?? '', given);
    case 'invalid_value':
      return oneOf(issue.values ?? [], given);
    case 'invalid_union':
      return issue.options === undefined ? rule('is none of what is allowed') : oneOf(issue.options, given);
    case 'too_small':
      return rule(smallest(issue));
    case 'too_big':
      return rule(largest(issue));
    case 'not_multiple_of':
      return rule(`must be a multiple of ${issue.divisor}`);
    case 'invalid_format':
      return rule(issue.pattern === undefined ? `must be written as ${issue.format}` : `must match ${issue.pattern}`);
    case 'unrecognized_keys':
      return rule((issue.keys ?? []).map((key) => `unknown key ${JSON.stringify(key)}`).join('; '));
    case 'invalid_key':
      return rule('has a key that is not allowed');
    default:
      return rule('is not allowed');
  }
}

function rule(text: string): PlainComplaint {
  return { rule: text, ours: true };
}

function typeComplaint(expected: string, given: unknown): PlainComplaint {
  const isEndless = expected === 'number' && typeof given === 'number';
  return {
    expected: isEndless ? 'a finite number' : (TYPES[expected] ?? expected),
    hint: writingHint(expected, given),
  };
}

function oneOf(allowed: readonly unknown[], given: unknown): PlainComplaint {
  const names = allowed.map(String);
  const hint = typeof given === 'string' ? suggestion(given, names).replace(/ \(available:.*$/, '') : '';
  return { expected: orList(names), hint };
}

function orList(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

function smallest({ origin, minimum, inclusive, exact }: ValidatorIssue): string {
  const amount = sized(origin, minimum, exact === true ? 'exactly' : 'at least');
  if (amount !== undefined) return Number(minimum) === 1 && exact !== true ? 'must not be empty' : amount;
  return `must be ${inclusive === false ? 'above' : 'at least'} ${minimum}`;
}

function largest({ origin, maximum, inclusive, exact }: ValidatorIssue): string {
  const amount = sized(origin, maximum, exact === true ? 'exactly' : 'at most');
  return amount ?? `must be ${inclusive === false ? 'below' : 'at most'} ${maximum}`;
}

function sized(origin: string | undefined, bound: number | bigint | undefined, relation: string): string | undefined {
  const unit = { string: 'character', array: 'entry', set: 'entry', map: 'entry', object: 'entry' }[origin ?? ''];
  if (unit === undefined) return undefined;
  const units = Number(bound) === 1 ? unit : unit === 'entry' ? 'entries' : `${unit}s`;
  return `must have ${relation} ${bound} ${units}`;
}

const TRUTH = new Map([
  ...['yes', 'on', 'y', 'true'].map((word) => [word, 'true'] as const),
  ...['no', 'off', 'n', 'false'].map((word) => [word, 'false'] as const),
]);

/** How a value that was written as another type is written as the one that is expected; empty where that is not known. */
export function writingHint(expected: string, value: unknown): string {
  if (expected === 'string') {
    return typeof value === 'number' || typeof value === 'boolean' ? `: put it in quotes, "${value}"` : '';
  }
  if (typeof value !== 'string') return '';
  if (expected === 'boolean') {
    const word = TRUTH.get(value.trim().toLowerCase());
    return word === undefined ? '' : `: write ${word}${word === value ? ' without quotes' : ''}`;
  }
  if (!['number', 'int'].includes(expected)) return '';
  const digits = value.trim().replace(/(?<=\d)[_'\s](?=\d)/g, '');
  if (digits === '' || !Number.isFinite(Number(digits))) return '';
  return digits === value ? `: write ${digits} without quotes` : `: write ${digits}`;
}
