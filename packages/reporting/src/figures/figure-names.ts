/**
 * File names without extension for one figure per label: `name` itself for a single one, otherwise `name-label` in
 * letters that every file system takes, all different even where upper and lower case are the same.
 */
export function figureNames(name: string, labels: readonly string[]): string[] {
  if (labels.length <= 1) return [name];
  const taken = new Set<string>();
  return labels.map((label) => {
    const base = `${name}-${
      label
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '')
        .slice(0, 80) || 'method'
    }`;
    let candidate = base;
    for (let n = 2; taken.has(candidate); n += 1) candidate = `${base}-${n}`;
    taken.add(candidate);
    return candidate;
  });
}
