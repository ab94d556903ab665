import type { OptionsSchema } from '../contracts/options-schema.js';
import { DofError } from '../errors/dof-error.js';
import { plainProblems } from '../validation/plain-problems.js';

/** The options with defaults filled in; throws DOF_BAD_OPTIONS listing every problem with its path. */
export function parseOptions<Options>(schema: OptionsSchema<Options>, value: unknown, owner: string): Options {
  const result = schema['~standard'].validate(value);
  if (result instanceof Promise) throw new TypeError(`the options schema of ${owner} validates asynchronously`);
  if (result.issues === undefined) return result.value;
  const problems = plainProblems(result.issues, value).map(({ path, message }) =>
    path.length > 0 ? `${path.map(String).join('.')}: ${message}` : message,
  );
  throw new DofError('DOF_BAD_OPTIONS', `options of ${owner}: ${problems.join('; ')}`);
}
