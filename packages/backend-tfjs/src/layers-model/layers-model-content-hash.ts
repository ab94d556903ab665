import { createHash } from 'node:crypto';
import { canonicalJson } from '@dof/core';
import { serialization } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-layers';
import { canonicalArchitecture } from './canonical-architecture.js';
import { isConfiguredPart, walkConfiguration } from './layers-architecture.js';
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
