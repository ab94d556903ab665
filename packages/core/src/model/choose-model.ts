import type { JsonObject } from '../contracts/json.js';
import type { ModelProvider, ModelShape } from '../contracts/model-provider.js';
import type { ModelSpec } from '../contracts/model-spec.js';
import { DofError } from '../errors/dof-error.js';
import { canonicalJson } from '../hashing/canonical-json.js';
import { parseOptions } from '../plugins/parse-options.js';
import { wordFor } from '../series/labels-by-key.js';

/**
 * A model with its options checked, to be built for whatever data it meets. Options other than the defaults are added to the
 * network's name, as in `conv-2 (channels 8, 16)`, so that reports tell its networks apart.
 *
 * @throws DOF_BAD_OPTIONS
 */
export function chooseModel(provider: ModelProvider, given: JsonObject = {}): (shape: ModelShape) => ModelSpec {
  const owner = `model ${provider.name}`;
  if (provider.options === undefined) {
    const keys = Object.keys(given);
    if (keys.length === 0) return (shape) => provider.build(shape);
    const problem = `${keys.map((key) => JSON.stringify(key)).join(', ')} given, but it takes none: leave options out`;
    throw new DofError('DOF_BAD_OPTIONS', `options of ${owner}: ${problem}`);
  }
  const options = parseOptions(provider.options, given, owner) as JsonObject;
  const told = otherThan(parseOptions(provider.options, {}, owner) as JsonObject, options);
  return (shape) => {
    const network = provider.build(shape, options);
    return told.length === 0 ? network : { ...network, name: `${network.name} (${told.join(', ')})` };
  };
}

/** The options that are not the defaults, in words. */
function otherThan(defaults: JsonObject, options: JsonObject): readonly string[] {
  return Object.entries(options)
    .filter(([name, value]) => canonicalJson({ value }) !== canonicalJson({ value: defaults[name] }))
    .map(([name, value]) => `${name} ${Array.isArray(value) ? value.map(wordFor).join(', ') : wordFor(value)}`);
}
