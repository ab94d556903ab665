/** Adam with the bias correction of Kingma and Ba, 1 - beta^t. */
export interface AdamSpecification {
  readonly name: 'adam';
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** L2: added to the gradient as `weightDecay w`, in w and not in theta. Absent: 0. */
  readonly weightDecay?: number;
}

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2): beside Adam's step,
 * theta = theta - learningRate weightDecay J^T w, where J^T is the pull-back of the map. See `WeightDecay`.
 */
export interface AdamWSpecification {
  readonly name: 'adamw';
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly weightDecay: number;
}

/** Adam dividing by 1 - beta at every step, as the reference code of Larsen et al. 2022 did: its published numbers need it. */
export interface AdamConstantCorrectionSpecification {
  readonly name: 'adam-constant-correction';
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** Gradient descent with heavy-ball momentum: v = momentum v + g, theta = theta - learningRate v. */
export interface MomentumSpecification {
  readonly name: 'momentum';
  readonly learningRate: number;
  readonly momentum: number;
  /** As for Adam. */
  readonly weightDecay?: number;
}

export type OptimizerSpecification =
  AdamSpecification | AdamWSpecification | AdamConstantCorrectionSpecification | MomentumSpecification;

/** The learning rate from this step (counted from 0) on. */
export interface LearningRateBoundary {
  readonly step: number;
  readonly learningRate: number;
}

/**
 * With T steps in all, W of them of warm-up, at step t counted from 0: `(t + 1) / (W + 1)` of the optimizer's rate before
 * step W, and from there on `to + (rate - to) (1 + cos(pi (t - W) / (T - W))) / 2`, which would be `to` at step T
 * (Loshchilov and Hutter 2017, without restarts).
 */
export interface CosineSchedule {
  readonly type: 'cosine';
  /** Where the rate goes; scaled along with the optimizer's. */
  readonly to: number;
  /** W. */
  readonly warmUp: number;
}

/** The warm-up of {@link CosineSchedule}, then the optimizer's own rate to the end. */
export interface ConstantSchedule {
  readonly type: 'constant';
  readonly warmUp: number;
}

/** Changes by rising step, the optimizer's own rate before the first of them; or a rule. */
export type LearningRateSchedule = readonly LearningRateBoundary[] | CosineSchedule | ConstantSchedule;

/** How coordinates are trained. */
export interface TrainingRecipe {
  readonly optimizer: OptimizerSpecification;
  readonly schedule: LearningRateSchedule;
  readonly batchSize: number;
  /** Passes over the training set; each drops the examples that fill no whole batch. */
  readonly epochs: number;
}
