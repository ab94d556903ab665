import { createHash } from 'node:crypto';
import { canonicalJson } from '@dof/core';
import { serialization } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-layers';
import { isConfiguredPart, walkConfiguration, isConfiguration, type ConfiguredPart } from './layers-architecture.js';
import type { LayersModelData } from './layers-model-network.js';

/** The library's own classes; what is not among them came with a model module. */
const OWN_CLASSES = new Set(Object.keys(serialization.SerializationMap.getMap().classNameMap));

/**
 * SHA-256 in hex over the architecture without its names, how it is initialised, the loss, the values of weights that are
 * not trainable, those of the trainable ones where runs start from them, and the text of a module that defines classes of
 * its own.
 *
 * @param trainable how many of the weights are trainable; they come first.
 * @param source bytes of the module that made the model, if it was one.
 */
export function layersModelContentHash(
  { architecture, weights, initialisation, loss, arrangement }: LayersModelData,
  trainable: number,
  source: Uint8Array | undefined,
): string {
  const identity = {
    architecture: canonicalArchitecture(architecture),
    initialisation,
    loss,
    ...(arrangement === 'channels-first' && { arrangement }),
  };
  const hash = createHash('sha256').update(`${canonicalJson(identity)}\n`);
  for (const values of weights.slice(initialisation === 'saved' ? 0 : trainable)) {
    hash.update(`${values.length}\n`).update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }
  let foreign = false;
  walkConfiguration(architecture, (part) => {
    if (isConfiguredPart(part) && !OWN_CLASSES.has(part.className)) foreign = true;
  });
  if (foreign && source !== undefined) hash.update(source);
  return hash.digest('hex');
}

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
