import { DofError, requireFittingData, requireUsable } from '@dof/core';
import type { CompileOptions, Dataset, ModelSpec } from '@dof/core';
import { useEngine } from '../engine/start-engine.js';
import { layerListNetwork } from '../network/layer-list-network.js';
import { TfjsObjective, type ObjectiveOwner } from './tfjs-objective.js';
import { layersModelNetwork, type LayersModelData } from '../layers-model/layers-model-network.js';

/** @throws DOF_UNSUPPORTED_MODEL, DOF_MODEL_SHAPE, DOF_BAD_BATCH_SIZE, DOF_DATASET_LABELS. */
export function compileLayerList(
  model: ModelSpec,
  data: Dataset,
  options: CompileOptions,
  owner: ObjectiveOwner,
): TfjsObjective {
  if (model.labelSmoothing !== undefined) {
    throw new DofError(
      'DOF_UNSUPPORTED_MODEL',
      `model ${model.name}: it has labelSmoothing, which tfjs does not do: use the backend simd, or leave it out`,
    );
  }
  requireFittingData(model, data);
  requireUsable(data, options);
  useEngine(owner.engine);
  return new TfjsObjective(layerListNetwork(model), data, options, owner);
}

/** @throws DOF_BAD_BATCH_SIZE, DOF_DATASET_LABELS. */
export function compileLayersModel(
  model: LayersModelData,
  data: Dataset,
  options: CompileOptions,
  owner: ObjectiveOwner,
): TfjsObjective {
  requireUsable(data, options);
  useEngine(owner.engine);
  return new TfjsObjective(layersModelNetwork(model), data, options, owner);
}
