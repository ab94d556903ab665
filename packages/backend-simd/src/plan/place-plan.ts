import { ArenaLayout } from './arena-layout.js';
import type { NetworkPlan } from './network-plan.js';
import { placeParameters, type PlacedParameterSet } from './placed-parameters.js';
import { placeProgram, type PlacedProgram } from './place-program.js';
import { placeWinograd, type PlacedWinograd } from './winograd-scratch.js';
import { OP_FIELDS, PLAN_FIELDS, SEGMENT_FIELDS, TENSOR_FIELDS } from './plan-layout.js';

/** The tables of one program and where they are written. */
export interface PlacedTables {
  readonly program: PlacedProgram;
  readonly tensorTable: number;
  readonly segmentTable: number;
}

/** A plan with every offset into its arena, in bytes. */
export interface PlacedPlan {
  readonly network: NetworkPlan;
  readonly training: PlacedTables;
  readonly evaluation: PlacedTables;
  /** Start of the memory of all tensors, which both programs use. */
  readonly activations: number;
  /** Whether tensors use the same memory at different times, so that borders have to be cleared again. */
  readonly sharesMemory: boolean;
  readonly parameterSet: PlacedParameterSet;
  readonly winograd: PlacedWinograd;
  readonly dimension: number;
  readonly inputLength: number;
  readonly opTable: number;
  /** Staged raw inputs, `[capacity, inputLength]`. */
  readonly bytes: number;
  /** Staged labels, `[capacity]` of 16 bits. */
  readonly labels: number;
  readonly mean: number;
  /** The flat parameter vector and its gradient. */
  readonly parameters: number;
  readonly gradient: number;
  /** Outputs of a training batch, or a gradient in them, `[capacity, outputCount]`. */
  readonly outputs: number;
  readonly outputCount: number;
  /** Size of the whole arena. */
  readonly arenaBytes: number;
}

/** The most examples of a batch, by purpose. */
export interface Capacities {
  readonly training: number;
  readonly evaluation: number;
}

/**
 * Lays out the arena of a plan.
 *
 * @param dimension D.
 */
export function placePlan(network: NetworkPlan, capacities: Capacities, dimension: number): PlacedPlan {
  const layout = new ArenaLayout();
  const { height, width, channels } = network.tensors[0];
  const inputLength = height * width * channels;
  const capacity = Math.max(capacities.training, capacities.evaluation);
  const { segments } = network;
  const segmentCount = segments[segments.length - 1] + 1;
  const sharesMemory = segmentCount > 1;

  layout.take(4 * PLAN_FIELDS.length);
  const opTable = layout.take(4 * OP_FIELDS.length * network.ops.length);
  const tables = (program: PlacedProgram): PlacedTables => ({
    program,
    tensorTable: layout.take(4 * TENSOR_FIELDS.length * network.tensors.length),
    segmentTable: layout.take(4 * SEGMENT_FIELDS.length * segmentCount),
  });
  // In a single segment nothing is kept for long, so one program serves both purposes.
  const training = tables(placeProgram(network, 'training', sharesMemory ? capacities.training : capacity));
  const evaluation = sharesMemory ? tables(placeProgram(network, 'evaluation', capacities.evaluation)) : training;
  const mean = layout.takeFloats(inputLength);
  const parameters = layout.takeFloats(dimension);
  const gradient = layout.takeFloats(dimension);
  const parameterSet = placeParameters(layout, network);
  const winograd = placeWinograd(layout, network);
  const activations = layout.take(Math.max(training.program.bytes, evaluation.program.bytes));
  const bytes = layout.take(capacity * inputLength);
  const labels = layout.take(capacity * Uint16Array.BYTES_PER_ELEMENT);
  const outputCount = network.tensors[network.logits].channels;
  const outputs = layout.takeFloats(capacities.training * outputCount);
  return {
    network,
    training,
    evaluation,
    activations,
    sharesMemory,
    parameterSet,
    winograd,
    dimension,
    inputLength,
    opTable,
    bytes,
    labels,
    mean,
    parameters,
    gradient,
    outputs,
    outputCount,
    arenaBytes: layout.bytes,
  };
}
