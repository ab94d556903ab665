import { parameterLayout, requireFittingData, requireUsable } from '@dof/core';
import type { CompileOptions, Dataset, ModelSpec } from '@dof/core';
import type { ConvolutionKernels } from '../engine/convolution-kernels.js';
import type { KernelExports } from '../engine/kernel-exports.js';
import type { KernelMemory } from '../memory/kernel-memory.js';
import { placePlan } from '../plan/place-plan.js';
import { planNetwork } from '../plan/plan-network.js';
import { writePlan } from '../plan/write-plan.js';
import { SimdObjective } from './simd-objective.js';

/**
 * Plans the network, writes its tables into a new arena and gives the objective that runs them.
 *
 * @param convolution which kernels convolutions may use.
 * @throws DOF_MODEL_SHAPE, DOF_BAD_BATCH_SIZE, DOF_DATASET_LABELS, DOF_ENGINE_MEMORY.
 */
export function compileNetwork(
  kernels: KernelExports,
  memory: KernelMemory,
  model: ModelSpec,
  data: Dataset,
  { batchSize, evaluationBatchSize }: CompileOptions,
  convolution: ConvolutionKernels,
): SimdObjective {
  requireFittingData(model, data);
  requireUsable(data, { batchSize, evaluationBatchSize });
  const layout = parameterLayout(model);
  const plan = placePlan(
    planNetwork(model, kernels.lanes(), convolution),
    { training: batchSize, evaluation: evaluationBatchSize },
    layout.dimension,
  );
  const arena = memory.allocate(plan.arenaBytes, `model ${model.name}`, 'use smaller batches or a smaller model');
  // Padding of weights, and borders that no other tensor shares, are zeros that no kernel writes.
  memory.bytes(arena, plan.sharesMemory ? plan.activations : plan.arenaBytes).fill(0);
  writePlan(plan, data.standardisation.scale, memory.words(arena, plan.arenaBytes / 4));
  memory.floats(arena + plan.mean, plan.inputLength).set(data.standardisation.mean);
  const network = { kernels, memory, arena, plan, layout, data, batchSize, evaluationBatchSize };
  return new SimdObjective(network, () => memory.free(arena));
}
