import { resolve } from 'node:path';
import type { DatasetProvider } from '../../contracts/dataset.js';
import type { JsonObject } from '../../contracts/json.js';

/** A data set's options, as it is loaded with them and as runs are named by them. */
export interface LocatedOptions {
  /** Relative paths resolved. */
  readonly located: JsonObject;
  /** Without those that only say where the data are. */
  readonly identity: JsonObject;
}

/** @param baseDirectory that relative paths count from: the experiment file's folder */
export function locatedOptions(provider: DatasetProvider, options: JsonObject, baseDirectory: string): LocatedOptions {
  const locations = provider.locationOptions ?? [];
  const members = Object.entries(options);
  const located = members.map(([name, value]) => {
    const isLocation = locations.includes(name) && typeof value === 'string';
    return [name, isLocation ? resolve(baseDirectory, value) : value] as const;
  });
  const identity = members.filter(([name]) => !locations.includes(name));
  return { located: Object.fromEntries(located), identity: Object.fromEntries(identity) };
}
