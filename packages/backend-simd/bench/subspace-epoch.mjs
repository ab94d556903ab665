import { affineReparametrisation, forwardObjective, trainRun } from '@dof/core';
import { randomDataset } from '@dof/testing';

/**
 * An epoch in the midst of a run in a random subspace: its steps, and the evaluations after them. The test set has a sixth
 * of the training examples, as MNIST's has.
 *
 * @param draw gives the projection, of a backend and D
 * @returns what runs an epoch
 */
export async function subspaceEpoch(backend, draw, { model, batch, examples }) {
  const { inputShape } = model;
  const shape = { inputShape, classes: 10, trainCount: examples, testCount: Math.ceil(examples / 6) };
  const objective = await backend.compile(model, randomDataset([1, 2], shape), {
    batchSize: batch,
    evaluationBatchSize: 1000,
  });
  const map = await draw(backend, objective.dimension);
  const optimizer = { name: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };
  const atTheStart = { loss: Math.log(10), accuracy: 0.1 };
  const context = {
    reparametrisation: affineReparametrisation(objective.initialise([3, 4]), map),
    recipe: { optimizer, schedule: [], batchSize: batch, epochs: 1 },
    trainCount: examples,
    key: [5, 6],
    signal: new AbortController().signal,
    onStep: () => undefined,
  };
  return () => {
    let begun = false;
    const evaluate = (w, split) => (begun ? objective.evaluate(w, split) : atTheStart);
    return trainRun({
      ...context,
      objective: forwardObjective(objective, { evaluate }),
      onEvaluation: () => (begun = true),
    });
  };
}
