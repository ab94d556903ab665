import type { TrainingRecipe } from '@dof/core';

/** How the reference code trains survivors: momentum 0.9, rate 0.1, then 0.03, 0.01 and 0.003 from steps 400, 800, 1200. */
export const ticketTraining: TrainingRecipe = {
  optimizer: { name: 'momentum', learningRate: 0.1, momentum: 0.9 },
  schedule: [
    { step: 400, learningRate: 0.03 },
    { step: 800, learningRate: 0.01 },
    { step: 1200, learningRate: 0.003 },
  ],
  batchSize: 128,
  epochs: 5,
};
