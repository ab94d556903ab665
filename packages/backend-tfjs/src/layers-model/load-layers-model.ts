import { pathToFileURL } from 'node:url';
import * as core from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { ModelShape } from '@dof/core';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { io } from '@tensorflow/tfjs-core';

/** TensorFlow.js as the engine has it: pass it on, so that a model module needs no copy of its own. */
export type Tfjs = Omit<typeof core, 'default'> & Omit<typeof layers, 'default'>;

/** The default export of a model module; it is called once for every run and must build the same model every time. */
export type MakeLayersModel = (tf: Tfjs, shape: ModelShape) => LayersModel | Promise<LayersModel>;

/** Builds the model of a JavaScript module. */
export async function loadModelModule(file: string, { inputShape, classes }: ModelShape): Promise<LayersModel> {
  const loaded = (await import(pathToFileURL(file).href)) as { readonly default?: unknown };
  if (typeof loaded.default !== 'function') {
    throw new Error('its default export must be a function (tf, { inputShape, classes }) that gives a tf.LayersModel');
  }
  const model: unknown = await loaded.default({ ...core, ...layers }, { inputShape, classes });
  if (!isLayersModel(model)) throw new Error('its default export gave no tf.LayersModel');
  return model;
}

/** By what it can do: a copy of the library beside ours has classes of its own. */
function isLayersModel(value: unknown): value is LayersModel {
  return typeof value === 'object' && value !== null && 'getConfig' in value && 'weights' in value && 'apply' in value;
}

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
