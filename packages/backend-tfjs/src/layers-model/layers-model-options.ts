import { DofError } from '@dof/core';
import type { JsonObject, LossName } from '@dof/core';

/** What an experiment file may say about a `tf.LayersModel` beside where it is. */
export interface LayersModelOptions {
  /** `drawn`: by the initialisers of its layers, from the run's key; `saved`: the values it comes with, for every run. */
  readonly initialisation: 'drawn' | 'saved';
  readonly loss: LossName;
}

const ALLOWED = {
  initialisation: ['drawn', 'saved'],
  loss: ['softmax-cross-entropy', 'mean-squared-error'],
} as const;

/** Checks the options and fills in the defaults, which come first; throws DOF_BAD_OPTIONS. */
export function layersModelOptions(options: JsonObject): LayersModelOptions {
  const problems = Object.entries(options).flatMap(([key, value]) => {
    const allowed: readonly string[] | undefined = Object.hasOwn(ALLOWED, key)
      ? ALLOWED[key as keyof typeof ALLOWED]
      : undefined;
    if (allowed === undefined) return [`unknown key "${key}" (available: ${Object.keys(ALLOWED).join(', ')})`];
    return allowed.includes(String(value))
      ? []
      : [`${key}: must be ${allowed.join(' or ')}, not ${JSON.stringify(value)}`];
  });
  if (problems.length > 0) throw new DofError('DOF_BAD_OPTIONS', `options of the model file: ${problems.join('; ')}`);
  return { initialisation: ALLOWED.initialisation[0], loss: ALLOWED.loss[0], ...options };
}
