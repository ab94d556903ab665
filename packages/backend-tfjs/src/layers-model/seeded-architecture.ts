import { splitKey, type RandomKey } from '@dof/core';
import { isConfiguredPart, walkConfiguration, type ConfiguredPart } from './layers-architecture.js';

/** The architecture with a seed of the key in each of its initialisers that draws, in place of any it had. */
export function seededArchitecture(architecture: ConfiguredPart, key: RandomKey): ConfiguredPart {
  const copy = structuredClone(architecture);
  let count = 0;
  walkConfiguration(copy, (part, role) => {
    if (!role.endsWith('Initializer') || !isConfiguredPart(part) || !('seed' in part.config)) return;
    const [high, low] = splitKey(key, count++);
    // A whole number below 2^53, and not 0, which would ask for a seed of the clock.
    part.config['seed'] = high * 2 ** 20 + (low >>> 12) + 1;
  });
  return copy;
}
