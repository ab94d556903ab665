export { lotterySubspace } from './lottery-subspace.js';
export { lotterySubspaceOptions, type LotterySubspaceOptions } from './lottery-subspace-options.js';
export type { LotterySubspaceMeta } from './prepare-directions.js';
export { register } from './register.js';
