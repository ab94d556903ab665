import { canonicalJson } from '@dof/core';

/** Canonical JSON, made once for each object: most runs of an experiment share theirs. */
export function rememberedJson(): (part: object) => string {
  const known = new WeakMap<object, string>();
  return (part) => {
    const json = known.get(part) ?? canonicalJson(part);
    known.set(part, json);
    return json;
  };
}
