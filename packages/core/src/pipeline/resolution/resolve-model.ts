import { extname, resolve } from 'node:path';
import type { DependencyContainer } from 'tsyringe';
import type { ModelFile } from '../../contracts/engine-model.js';
import type { Experiment, ModelRequest } from '../../contracts/experiment.js';
import type { FormattedModel } from '../../contracts/model-format.js';
import type { ModelProvider, ModelShape } from '../../contracts/model-provider.js';
import type { ModelSpec } from '../../contracts/model-spec.js';
import { DofError } from '../../errors/dof-error.js';
import { chooseModel } from '../../model/choose-model.js';
import type { PluginRegistry } from '../../plugins/plugin-registry.js';
import { formattedModel } from './formatted-model.js';

/** Where the network comes from: what builds it for the data, or a file that the engine reads. */
export type ModelSource = ((shape: ModelShape) => Promise<FormattedModel>) | ModelFile;

/**
 * Finds what builds the network of an experiment, before any data are read.
 *
 * @throws DofError DOF_UNKNOWN_MODEL, DOF_UNKNOWN_FORMAT, DOF_BAD_OPTIONS, DOF_MODEL_FILE
 */
export async function resolveModel(
  registry: PluginRegistry,
  { model, baseDirectory }: Experiment,
  container: DependencyContainer | undefined,
): Promise<ModelSource> {
  const path = typeof model === 'string' ? model : 'file' in model ? model.file : '';
  if (extname(path).toLowerCase() === '.onnx') {
    throw new DofError('DOF_MODEL_FILE', `${path} is an ONNX file: write model: { onnx: ${path} }`);
  }
  if (typeof model === 'object' && 'file' in model) return { ...model, file: resolve(baseDirectory, model.file) };
  if (typeof model === 'object' && 'layers' in model) return async () => ({ model, notices: [] });
  if (typeof model === 'object' && 'onnx' in model) {
    const read = await formattedModel(model, { baseDirectory, container });
    return async (shape) => {
      const found = await read(shape);
      return { ...found, model: smoothed(found.model, model.labelSmoothing) };
    };
  }
  const { name, options, labelSmoothing } = typeof model === 'string' ? withoutOptions(model) : model;
  const build = chooseModel(await registry.find<ModelProvider>('model', name), options);
  return async (shape) => ({ model: smoothed(build(shape), labelSmoothing), notices: [] });
}

function withoutOptions(name: string): ModelRequest {
  return { name, options: {} };
}

/** The network with smoothed labels, if that was asked for; its name says so, as it does for options. */
function smoothed(model: ModelSpec, labelSmoothing: number | undefined): ModelSpec {
  if (labelSmoothing === undefined) return model;
  return { ...model, name: `${model.name} (label smoothing ${labelSmoothing})`, labelSmoothing };
}
