import type { Override } from './override.js';
import type { YamlSource } from './read-yaml.js';

/**
 * Where the value at a path was written, such as `line 3` or `--set seeds=0`; undefined where that cannot be said. A
 * `--set` that changed a part of the value comes before the file, which was right without it.
 */
export function placeOf(
  path: readonly PropertyKey[],
  overrides: readonly Override[],
  locate?: YamlSource['locate'],
): string | undefined {
  const keys = path.map(String);
  const inFile = locate?.(path);
  const wrote = (override: Override): boolean => {
    const shared = sharedLength(override.path, keys);
    if (shared === 0) return false;
    // Where the paths part, the override made the object in which the value is, or the file did.
    return shared === override.path.length || shared === keys.length || (inFile !== undefined && shared > inFile.depth);
  };
  const override = overrides.findLast(wrote);
  if (override !== undefined) return `--set ${override.text}`;
  return inFile === undefined || (inFile.depth === 0 && keys.length > 0) ? undefined : `line ${inFile.line}`;
}

function sharedLength(some: readonly string[], others: readonly string[]): number {
  const differs = some.findIndex((key, i) => key !== others[i]);
  return differs < 0 ? some.length : differs;
}
