import { brokenCompiles } from './broken-compiles.js';
import { brokenEvaluations } from './broken-evaluations.js';
import { brokenFamilies } from './broken-families.js';
import { brokenGradients } from './broken-gradients.js';
import { brokenInputs } from './broken-inputs.js';
import { brokenLinearMaps } from './broken-linear-maps.js';
import { brokenOnePasses } from './broken-one-passes.js';
import { brokenOutputs } from './broken-outputs.js';
import { brokenSingularDirections } from './broken-singular-directions.js';
import { brokenLifetimes } from './broken-lifetimes.js';
import type { BrokenSpecimen } from './broken-backend.js';

/** At least one specimen for every clause of the backend contract. */
export const brokenBackends: readonly BrokenSpecimen[] = [
  ...brokenCompiles,
  ...brokenEvaluations,
  ...brokenFamilies,
  ...brokenGradients,
  ...brokenInputs,
  ...brokenLinearMaps,
  ...brokenOnePasses,
  ...brokenLifetimes,
  ...brokenSingularDirections,
  ...brokenOutputs,
];
