import { DofError } from '@dof/core/errors';

/** The error of everything the theory cannot be asked. */
export function invalidInput(message: string): DofError {
  return new DofError('DOF_THEORY_INPUT_INVALID', message);
}

/** @throws DofError `DOF_THEORY_INPUT_INVALID` unless `value` is a whole number from `lowest` to `highest`. */
export function checkWholeNumber(name: string, value: number, lowest: number, highest = Number.MAX_SAFE_INTEGER): void {
  if (Number.isInteger(value) && value >= lowest && value <= highest) return;
  const range = highest === Number.MAX_SAFE_INTEGER ? `at least ${lowest}` : `from ${lowest} to ${highest}`;
  throw invalidInput(`${name} is ${value}; give a whole number ${range}.`);
}

/** @throws DofError `DOF_THEORY_INPUT_INVALID` unless `lowest <= value <= highest` and `value` is finite. */
export function checkNumber(name: string, value: number, lowest: number, highest = Infinity): void {
  if (Number.isFinite(value) && value >= lowest && value <= highest) return;
  const range = highest === Infinity ? `at least ${lowest}` : `from ${lowest} to ${highest}`;
  throw invalidInput(`${name} is ${value}; give a finite number ${range}.`);
}

/** @throws DofError `DOF_THEORY_INPUT_INVALID` unless `value` is finite and above 0. */
export function checkPositive(name: string, value: number): void {
  if (Number.isFinite(value) && value > 0) return;
  throw invalidInput(`${name} is ${value}; give a finite number above 0.`);
}

/** @throws DofError `DOF_THEORY_INPUT_INVALID` unless there is a value, and all are finite and none below 0. */
export function checkNonNegativeValues(name: string, values: Float64Array): void {
  if (values.length === 0) throw invalidInput(`${name} is empty; give one value for each dimension.`);
  const bad = values.findIndex((value) => !(Number.isFinite(value) && value >= 0));
  if (bad >= 0) throw invalidInput(`${name}[${bad}] is ${values[bad]}; give finite numbers that are not negative.`);
}

/** @throws DofError `DOF_ANALYSIS_SETTING_INVALID` unless 0 < value < 1. */
export function checkShare(name: string, value: number): void {
  if (!(value > 0 && value < 1)) {
    throw new DofError('DOF_ANALYSIS_SETTING_INVALID', `${name} is ${value}; it must lie strictly between 0 and 1.`);
  }
}
