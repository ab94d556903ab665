import type { OptionsIssue } from '../contracts/options-schema.js';
import { describeValue, quotedValue } from './describe-value.js';
import { plainComplaint, type PlainComplaint } from './plain-complaint.js';
import type { ValidatorIssue } from './validator-issue.js';

/** One thing that is wrong with a document, in plain words. */
export interface PlainProblem {
  /** Of the value that is wrong. */
  readonly path: readonly PropertyKey[];
  /** What to point at: the path, or a key in it that should not be there. */
  readonly place: readonly PropertyKey[];
  readonly message: string;
}

interface Complaint {
  readonly path: readonly PropertyKey[];
  readonly place: readonly PropertyKey[];
  readonly complaint: PlainComplaint;
}

/**
 * What a validator found wrong with a document, in plain words: what is allowed and what was given. What zod says of
 * its own accord is replaced, whichever copy of zod says it; a schema's own words and those of other validators stay.
 */
export function plainProblems(issues: readonly OptionsIssue[], document: unknown): readonly PlainProblem[] {
  const problems = issues
    .map(asIssue)
    .flatMap((issue) => complaintsOf(issue, document))
    .map(({ path, place, complaint }) => ({ path, place, message: messageOf(complaint, valueAt(document, path)) }));
  return [
    ...new Map(
      problems.map((problem) => [JSON.stringify([problem.path.map(String), problem.message]), problem]),
    ).values(),
  ];
}

function asIssue(issue: OptionsIssue): ValidatorIssue {
  const path = (issue.path ?? []).map((segment) => (typeof segment === 'object' ? segment.key : segment));
  // The message by name: in some validators it is a getter, which a spread leaves behind.
  return { ...issue, message: issue.message, path };
}

function complaintsOf(issue: ValidatorIssue, document: unknown): readonly Complaint[] {
  const { code, path, errors = [], issues = [], keys = [] } = issue;
  if (code === 'invalid_union' && errors.length > 0) return unionComplaints(issue, document);
  if ((code === 'invalid_key' || code === 'invalid_element') && issues.length > 0) {
    const inside = issue.key === undefined ? path : [...path, issue.key];
    return issues.flatMap((inner) => complaintsOf(below(inside, inner), document));
  }
  const place = keys.length > 0 ? [...path, keys[0]] : path;
  return [{ path, place, complaint: plainComplaint(issue, valueAt(document, path)) }];
}

/**
 * An alternative that failed deep inside was the one meant: its own complaints say more than what all alternatives
 * expected. So does one that takes such a value and has another rule that it breaks. Of several that take such a value, it
 * is the one whose keys were given. Otherwise, what each of them expected is listed.
 */
function unionComplaints({ path, errors = [] }: ValidatorIssue, document: unknown): readonly Complaint[] {
  const all = errors.map((issues) => issues.flatMap((inner) => complaintsOf(below(path, inner), document)));
  const takers = all.filter((complaints) => complaints.every((one) => one.path.length > path.length || isRule(one)));
  const misfits = (complaints: readonly Complaint[]): number =>
    complaints.filter((one) => isMisfit(one, path, document)).length;
  const fewest = Math.min(...takers.map(misfits));
  const alternatives = takers.length > 1 ? takers.filter((complaints) => misfits(complaints) === fewest) : all;
  const depth = (complaints: readonly Complaint[]): number => Math.max(0, ...complaints.map((one) => one.path.length));
  const deepest = alternatives.reduce((best, next) => (depth(next) > depth(best) ? next : best));
  if (depth(deepest) > path.length) return deepest;
  const meant = alternatives.find((complaints) => complaints.some(isRule));
  if (meant !== undefined) return meant;
  const expectations = alternatives.flat().flatMap(({ complaint }) => ('expected' in complaint ? [complaint] : []));
  const expected = [...new Set(expectations.map((one) => one.expected))].join(', or ');
  return [
    { path, place: path, complaint: { expected, hint: expectations.find(({ hint }) => hint !== '')?.hint ?? '' } },
  ];
}

function isRule({ complaint }: Complaint): boolean {
  return 'rule' in complaint;
}

/** Whether a key of the object at a path is unknown, or missing. */
function isMisfit({ path, place }: Complaint, of: readonly PropertyKey[], document: unknown): boolean {
  if (path.length === of.length) return place.length > path.length;
  return path.length === of.length + 1 && valueAt(document, path) === undefined;
}

function below(path: readonly PropertyKey[], issue: ValidatorIssue): ValidatorIssue {
  return { ...issue, path: [...path, ...issue.path] };
}

function messageOf(complaint: PlainComplaint, given: unknown): string {
  if ('expected' in complaint) {
    if (given === undefined) return `is missing: expected ${complaint.expected}`;
    return `expected ${complaint.expected}, not ${describeValue(given)}${complaint.hint}`;
  }
  if (given === undefined && complaint.rule.startsWith('must be ')) return `is missing: it ${complaint.rule}`;
  const quoted = quotedValue(given);
  const words = complaint.rule.split(/[\s(),;"']+/);
  if (quoted === undefined || words.includes(String(given))) return complaint.rule;
  return complaint.ours ? `${complaint.rule}, not ${quoted}` : `${complaint.rule} (given: ${quoted})`;
}

function valueAt(document: unknown, path: readonly PropertyKey[]): unknown {
  let value = document;
  for (const key of path) {
    // What a text alone stands for is an object with that name.
    if (typeof value === 'string' && key === 'name') return value;
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<PropertyKey, unknown>>)[key];
  }
  return value;
}
