import { DofError } from '@dof/core';

/** @throws DofError `DOF_ANALYSIS_SETTING_INVALID` unless 0 < value < 1. */
export function checkShare(name: string, value: number): void {
  if (!(value > 0 && value < 1)) {
    throw new DofError('DOF_ANALYSIS_SETTING_INVALID', `${name} is ${value}; it must lie strictly between 0 and 1.`);
  }
}
