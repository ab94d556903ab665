import type { OptionsIssue, OptionsSchema } from '../contracts/options-schema.js';
import { DofError } from '../errors/dof-error.js';

/** The options with defaults filled in; throws DOF_BAD_OPTIONS listing every problem with its path. */
export function parseOptions<Options>(schema: OptionsSchema<Options>, value: unknown, owner: string): Options {
  const result = schema['~standard'].validate(value);
  if (result instanceof Promise) throw new TypeError(`the options schema of ${owner} validates asynchronously`);
  if (result.issues === undefined) return result.value;
  const problems = result.issues.map((issue) => `${path(issue)}${issue.message}`);
  throw new DofError('DOF_BAD_OPTIONS', `options of ${owner}: ${problems.join('; ')}`);
}

function path(issue: OptionsIssue): string {
  const keys = (issue.path ?? []).map((segment) => String(typeof segment === 'object' ? segment.key : segment));
  return keys.length > 0 ? `${keys.join('.')}: ` : '';
}
