// Small functions on plain values, of no folder in particular.

/** The distinct values, rising. */
export function rising(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}

/** A copy without one of the members. */
export function omit<T extends object, K extends keyof T>(value: T, key: K): Omit<T, K> {
  const copy: Partial<T> = { ...value };
  delete copy[key];
  return copy as Omit<T, K>;
}

/** What a function makes of an object, made once for each: most runs of an experiment share their parts. */
export function remembered<T extends object, Made>(make: (part: T) => Made): (part: T) => Made {
  const known = new Map<T, Made>();
  return (part) => {
    const made = known.get(part) ?? make(part);
    known.set(part, made);
    return made;
  };
}
