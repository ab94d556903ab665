import { DofError } from '@dof/core';

/**
 * What DOF_ENGINE may name: WebAssembly, the native addon with the best instruction set of this processor, or with a
 * given one.
 */
export const ENGINE_NAMES = ['wasm', 'native', 'native-plain', 'native-avx2', 'native-avx512'] as const;

export type EngineName = (typeof ENGINE_NAMES)[number];

/**
 * The engine that the environment asks for; undefined when DOF_ENGINE is not set or empty.
 *
 * @throws DOF_ENGINE_NAME
 */
export function requestedEngine(environment: Readonly<Record<string, string | undefined>>): EngineName | undefined {
  const value = environment.DOF_ENGINE;
  if (value === undefined || value === '') return undefined;
  const name = ENGINE_NAMES.find((known) => known === value);
  if (name !== undefined) return name;
  throw new DofError(
    'DOF_ENGINE_NAME',
    `DOF_ENGINE is "${value}": it may be ${ENGINE_NAMES.join(', ')}; unset it for the fastest engine that runs here`,
  );
}
