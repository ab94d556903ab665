import { DofError } from '@dof/core';
import { settingItself, type SettingName } from './run-columns.js';

/** No loss of an engine in single precision lies between this and 0. */
const LEAST_LOSS = 1e-38;

/**
 * Refuses levels that cannot be meant, by what the runs reached.
 *
 * @param values of the runs, best or not; infinite where a run reached nothing.
 * @param setting how messages name a setting; default: by its name.
 * @throws DofError DOF_LEVEL_INVALID
 */
export function checkLevel(
  measure: 'loss' | 'accuracy',
  level: number,
  values: readonly number[],
  setting: SettingName = settingItself,
): void {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return;
  const least = finite.reduce((a, b) => Math.min(a, b));
  const most = finite.reduce((a, b) => Math.max(a, b));
  const refuse = (reason: string): never => {
    throw new DofError('DOF_LEVEL_INVALID', `${setting(measure)} ${level}: ${reason}`);
  };
  if (measure === 'loss') {
    if (level <= 0 && least > level) refuse(`no loss of these runs is below ${shown(least)}; give a level above 0`);
    if (level > 0 && level < LEAST_LOSS)
      refuse(`no loss is that small but 0 itself; give a level of at least ${LEAST_LOSS}`);
    return;
  }
  if (least < 0) return;
  if (level <= 0) refuse('every run reaches it; give a level above 0');
  // Up to 100 they are per cent; anything above is no accuracy, and whoever asks for it knows what it is.
  if (level <= 1 && most > 1 && most <= 100) {
    refuse(
      `the accuracies go up to ${shown(most)} and look like per cent; give ${setting('accuracy')} ${shown(100 * level)} for ${shown(100 * level)} %`,
    );
  }
  if (level > 1 && most <= 1) {
    const share = level <= 100 ? `; give ${setting('accuracy')} ${shown(level / 100)} for ${shown(level)} %` : '';
    refuse(`no accuracy of these runs is above ${shown(most)}, they are shares of 1${share}`);
  }
  if (level > 100 && most <= 100) refuse(`no accuracy is above 100 %, and the best of these runs has ${shown(most)}`);
}

function shown(value: number): string {
  return String(Number(value.toPrecision(6)));
}
