import { chooseModel, parameterLayout, type ModelProvider, type ModelShape } from '@dof/core';

/** Examples as they are in the data that people mostly use. */
const USUAL_DATA: Readonly<Record<string, ModelShape>> = {
  MNIST: { inputShape: [28, 28, 1], classes: 10 },
  'CIFAR-10': { inputShape: [32, 32, 3], classes: 10 },
};

/** D of a model with its default options, by the data set's name; without those that it cannot be built for. */
export function modelDimensions(model: ModelProvider): Readonly<Record<string, number>> {
  const dimensions = Object.entries(USUAL_DATA).flatMap(([data, shape]) => {
    try {
      return [[data, parameterLayout(chooseModel(model)(shape)).dimension] as const];
    } catch {
      // The list goes on with what else is known of it.
      return [];
    }
  });
  return Object.fromEntries(dimensions);
}
