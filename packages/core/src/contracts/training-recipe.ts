/** Adam with the bias correction of Kingma and Ba, 1 - beta^t. */
export interface AdamSpecification {
  readonly name: 'adam';
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
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
}

export type OptimizerSpecification = AdamSpecification | AdamConstantCorrectionSpecification | MomentumSpecification;

/** The learning rate from this step (counted from 0) on. */
export interface LearningRateBoundary {
  readonly step: number;
  readonly learningRate: number;
}

/** How coordinates are trained. */
export interface TrainingRecipe {
  readonly optimizer: OptimizerSpecification;
  /** Changes of the learning rate, by rising step; the optimizer's own holds before the first. */
  readonly schedule: readonly LearningRateBoundary[];
  readonly batchSize: number;
  /** Passes over the training set; each drops the examples that fill no whole batch. */
  readonly epochs: number;
}
