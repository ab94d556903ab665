import { readFile, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { DofError, errorMessage } from '@dof/core';
import type { Dataset, ModelFile } from '@dof/core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { weightsOf } from './build-layers-model.js';
import type { ConfiguredPart } from './layers-architecture.js';
import { layersModelContentHash } from './layers-model-content-hash.js';
import { layersModelOptions } from './layers-model-options.js';
import { weightValues, type LayersModelData } from './layers-model-network.js';
import { logitsArchitecture } from './logits-architecture.js';
import { loadModelModule, loadSavedModel } from './load-layers-model.js';
import { requireTrainableClassifier } from './require-trainable-classifier.js';
import { requireTrainableStep } from './require-trainable-step.js';

/** A model that was read, and what its results depend on. */
export interface ReadLayersModel extends LayersModelData {
  readonly contentHash: string;
}

/**
 * Reads a `tf.LayersModel` from a saved-model folder, its `model.json`, or a JavaScript module.
 *
 * @throws DOF_MODEL_FILE, DOF_MODEL_SHAPE, DOF_UNSUPPORTED_LAYER, DOF_BAD_OPTIONS.
 */
export async function readLayersModel(request: ModelFile, data: Dataset): Promise<ReadLayersModel> {
  const { initialisation, loss } = layersModelOptions(request.options);
  const file = await modelFile(request.file);
  const name = request.name ?? basename(request.file, extname(request.file));
  const model = await loadModel(file, data);
  try {
    const own = architectureOf(model);
    const architecture = loss === 'softmax-cross-entropy' ? logitsArchitecture(name, own) : own;
    const arrangement = requireTrainableClassifier(name, model, architecture, data);
    const weights = weightsOf(model).map(weightValues);
    const read = { name, architecture, weights, initialisation, loss, arrangement };
    requireTrainableStep(read, data);
    const source = isModule(file) ? await readFile(file) : undefined;
    return { ...read, contentHash: layersModelContentHash(read, model.trainableWeights.length, source) };
  } catch (error) {
    throw asModelFileError(file, error);
  } finally {
    model.dispose();
  }
}

async function modelFile(path: string): Promise<string> {
  const found = await stat(path).catch((error: unknown) => {
    throw asModelFileError(path, error);
  });
  return found.isDirectory() ? join(path, 'model.json') : path;
}

async function loadModel(file: string, data: Dataset): Promise<LayersModel> {
  try {
    return isModule(file) ? await loadModelModule(file, data) : await loadSavedModel(file);
  } catch (error) {
    throw asModelFileError(file, error);
  }
}

function isModule(file: string): boolean {
  return extname(file) !== '.json';
}

function architectureOf(model: LayersModel): ConfiguredPart {
  // The library types it as any; what it holds is checked where it is read.
  const config: ConfiguredPart['config'] = structuredClone(model.getConfig());
  return { className: model.getClassName(), config };
}

function asModelFileError(file: string, error: unknown): unknown {
  if (error instanceof DofError) return error;
  const message = `model file ${file} does not load: ${errorMessage(error)}`;
  return new DofError('DOF_MODEL_FILE', message, { cause: error });
}
