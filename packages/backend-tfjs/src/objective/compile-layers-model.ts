import { requireUsable, type CompileOptions, type Dataset } from '@dof/core';
import { useEngine } from '../engine/start-engine.js';
import { layersModelNetwork, type LayersModelData } from '../layers-model/layers-model-network.js';
import { TfjsObjective, type ObjectiveOwner } from './tfjs-objective.js';

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
