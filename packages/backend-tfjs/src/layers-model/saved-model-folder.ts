import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { io } from '@tensorflow/tfjs-core';
import { loadLayersModel, type LayersModel } from '@tensorflow/tfjs-layers';

/**
 * Loads what `tf.LayersModel.save` or `tensorflowjs_converter` wrote: `model.json`, and the weight files it names beside
 * it. Without tfjs-node the library itself reads no files.
 *
 * @param file path of `model.json`.
 */
export async function loadSavedModel(file: string): Promise<LayersModel> {
  const model = JSON.parse(await readFile(file, 'utf8')) as io.ModelJSON;
  if (model.format === 'graph-model') {
    throw new Error('it is a graph model, whose weights cannot be trained: convert it to the format tfjs_layers_model');
  }
  const artifacts = await io.getModelArtifactsForJSON(model, async (manifest) => {
    const files = await Promise.all(
      manifest.flatMap(({ paths }) => paths).map((path) => readFile(join(dirname(file), path))),
    );
    const bytes = new Uint8Array(Buffer.concat(files));
    return [manifest.flatMap(({ weights }) => weights), bytes.buffer];
  });
  return loadLayersModel({ load: async () => artifacts });
}
