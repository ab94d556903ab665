export { gradientCovariance } from './gradient-covariance.js';
export { gradientCovarianceOptions, type GradientCovarianceOptions } from './gradient-covariance-options.js';
export type { GradientCovarianceMeta } from './prepare-gradient-directions.js';
export { register } from './register.js';
