import type { FigureModule } from './figure.js';
import { leaderboardFigure } from './leaderboard/leaderboard-figure.js';
import { performanceFigures } from './performance/performance-figures.js';
import { phaseTransitions } from './phase-transition/phase-transitions.js';
import { spectraFigure } from './spectra-figure.js';
import { startingLossFigure } from './starting-loss-figure.js';
import { successFigure } from './success-figure.js';
import { angleFigure } from './theory/angle-figure.js';
import { theoryFigure } from './theory/theory-figure.js';
import { thresholdFigure } from './threshold-figure.js';
import { trainingCurvesFigures } from './training-curves/training-curves-figures.js';

/** Every figure of the report, in the order of the page: their sections, files and tables are made from this list. */
export const REPORT_FIGURES: readonly FigureModule[] = [
  phaseTransitions,
  thresholdFigure,
  startingLossFigure,
  successFigure,
  leaderboardFigure,
  performanceFigures,
  spectraFigure,
  theoryFigure,
  angleFigure,
  trainingCurvesFigures,
];
