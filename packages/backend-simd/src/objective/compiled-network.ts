import type { Dataset, ParameterLayout } from '@dof/core';
import type { KernelExports } from '../kernels/kernel-exports.js';
import type { KernelMemory } from '../memory/kernel-memory.js';
import type { PlacedPlan } from '../plan/place-plan.js';

/** What an objective needs from the backend that compiled it. */
export interface CompiledNetwork {
  readonly kernels: KernelExports;
  readonly memory: KernelMemory;
  /** Address of the arena that holds the plan. */
  readonly arena: number;
  readonly plan: PlacedPlan;
  readonly layout: ParameterLayout;
  readonly data: Dataset;
  readonly batchSize: number;
  readonly evaluationBatchSize: number;
}
