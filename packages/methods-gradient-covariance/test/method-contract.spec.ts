import { describe, it } from '@jest/globals';
import { methodContract } from '@dof/testing';
import { gradientCovariance } from '@dof/methods-gradient-covariance';

const badOptions = [{ gradients: 0 }, { batchSize: 1.5 }, { meanCentred: 'yes' }];

methodContract(
  'gradient-covariance',
  () => gradientCovariance,
  { describe, it },
  // Examples that leave a network's few ReLUs off have gradients in common.
  { options: { gradients: 20 }, badOptions, largestDegreesOfFreedom: 8 },
);

methodContract(
  'gradient-covariance of batches, centred and scaled',
  () => gradientCovariance,
  { describe, it },
  { options: { gradients: 8, batchSize: 3, meanCentred: true, scaled: true } },
);
