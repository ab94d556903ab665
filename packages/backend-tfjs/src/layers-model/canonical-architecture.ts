import type { ConfiguredPart } from './layers-architecture.js';
import { isConfiguration } from './layers-architecture.js';

/**
 * The architecture with its names replaced by numbers in order of appearance: a name that TensorFlow.js makes up counts
 * the layers made in a process before, and none has an influence on results.
 */
export function canonicalArchitecture(architecture: ConfiguredPart): unknown {
  const numbers = new Map<string, number>();
  const number = (name: string): number => {
    const known = numbers.get(name) ?? numbers.size;
    numbers.set(name, known);
    return known;
  };
  const canonical = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      // [layer, node, tensor, ...]: how the layers of a graph refer to each other.
      const [first, ...rest] = value;
      const refers = typeof first === 'string' && typeof rest[0] === 'number' && typeof rest[1] === 'number';
      return refers ? [number(first), ...rest.map(canonical)] : value.map(canonical);
    }
    if (!isConfiguration(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [
        key,
        key === 'name' && typeof member === 'string' ? number(member) : canonical(member),
      ]),
    );
  };
  return canonical(architecture);
}
