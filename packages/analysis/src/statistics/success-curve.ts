/**
 * A success probability F(eta) that rises from 0 to 1 with its argument. F and 1 - F are log-concave, so the likelihood
 * of binomial counts along a line eta = a + b u has one maximum, as does its restriction to any line through a point.
 */
export interface SuccessCurve {
  readonly name: string;
  /** log F(eta). */
  logSuccess(eta: number): number;
  /** log (1 - F(eta)). */
  logFailure(eta: number): number;
  /** F' / F. */
  successSlope(eta: number): number;
  /** F' / (1 - F). */
  failureSlope(eta: number): number;
  /** The eta with F(eta) = probability. */
  inverse(probability: number): number;
}

/** Beyond it exp(eta) would overflow a double in what follows. */
const LARGEST_EXPONENT = 700;
/** Below it exp(-x) is 1 - x to full precision. */
const SMALL = 1e-8;
/** Enough for full precision from any start the curves make. */
const NEWTON_STEPS = 20;

/** F = 1 / (1 + exp(-eta)). */
export const logisticCurve: SuccessCurve = {
  name: 'logistic',
  logSuccess: logSigmoid,
  logFailure: (eta) => logSigmoid(-eta),
  successSlope: (eta) => sigmoid(-eta),
  failureSlope: sigmoid,
  inverse: (probability) => Math.log(probability / (1 - probability)),
};

/** F = 1 - exp(-exp(eta)): slow at first, then fast. */
export const complementaryLogLogCurve: SuccessCurve = {
  name: 'complementary log-log',
  logSuccess: (eta) => {
    const hazard = exponential(eta);
    return hazard < SMALL ? eta : Math.log(-Math.expm1(-hazard));
  },
  logFailure: (eta) => -exponential(eta),
  successSlope: (eta) => {
    const hazard = exponential(eta);
    if (hazard < SMALL) return 1;
    return hazard > LARGEST_EXPONENT ? 0 : hazard / Math.expm1(hazard);
  },
  failureSlope: exponential,
  inverse: (probability) => Math.log(-Math.log1p(-probability)),
};

/** Of the normal distribution function in Page's form, Phi(x) within 2e-4 of logistic(SCALE (x + CUBE x^3)). */
const NORMAL_SCALE = 2 * Math.sqrt(2 / Math.PI);
const NORMAL_CUBE = 0.044715;

/** The normal distribution function (Page 1977), whose ends are shorter than those of the logistic curve. */
export const normalCurve: SuccessCurve = {
  name: 'normal',
  logSuccess: (eta) => logSigmoid(stretched(eta)),
  logFailure: (eta) => logSigmoid(-stretched(eta)),
  successSlope: (eta) => stretching(eta) * sigmoid(-stretched(eta)),
  failureSlope: (eta) => stretching(eta) * sigmoid(stretched(eta)),
  inverse: (probability) => {
    // Newton's method on a convex increasing cubic, from the right side of its root.
    const wanted = logisticCurve.inverse(probability);
    let eta = wanted / NORMAL_SCALE;
    for (let step = 0; step < NEWTON_STEPS; step++) eta -= (stretched(eta) - wanted) / stretching(eta);
    return eta;
  },
};

/** F = (1 / (1 + exp(-eta)))^3, between the logistic curve and the log-log curve. */
export const cubedLogisticCurve: SuccessCurve = {
  name: 'cubed logistic',
  logSuccess: (eta) => 3 * logSigmoid(eta),
  logFailure: (eta) => {
    // 1 - s^3 = (1 - s)(1 + s + s^2), without cancellation.
    const share = sigmoid(eta);
    return logSigmoid(-eta) + Math.log1p(share + share * share);
  },
  successSlope: (eta) => 3 * sigmoid(-eta),
  failureSlope: (eta) => {
    const share = sigmoid(eta);
    return (3 * share ** 3) / (1 + share + share * share);
  },
  inverse: (probability) => logisticCurve.inverse(Math.cbrt(probability)),
};

/** The curve turned upside down and back to front, 1 - F(-eta): fast where the other is slow. */
export function mirrored(curve: SuccessCurve): SuccessCurve {
  return {
    name: `mirrored ${curve.name}`,
    logSuccess: (eta) => curve.logFailure(-eta),
    logFailure: (eta) => curve.logSuccess(-eta),
    successSlope: (eta) => curve.failureSlope(-eta),
    failureSlope: (eta) => curve.successSlope(-eta),
    inverse: (probability) => -curve.inverse(1 - probability),
  };
}

/**
 * From a fast start with a slow end, exp(-exp(-eta)), over symmetric curves to the reverse. Transitions
 * may be any of these: with the shape left to the data an interval does not depend on a symmetry that nothing promises.
 */
export const SUCCESS_CURVES: readonly SuccessCurve[] = [
  mirrored(complementaryLogLogCurve),
  cubedLogisticCurve,
  logisticCurve,
  normalCurve,
  mirrored(cubedLogisticCurve),
  complementaryLogLogCurve,
];

function logSigmoid(eta: number): number {
  return eta > 0 ? -Math.log1p(Math.exp(-eta)) : eta - Math.log1p(Math.exp(eta));
}

function sigmoid(eta: number): number {
  return 1 / (1 + Math.exp(-eta));
}

function stretched(eta: number): number {
  return NORMAL_SCALE * (eta + NORMAL_CUBE * eta ** 3);
}

function stretching(eta: number): number {
  return NORMAL_SCALE * (1 + 3 * NORMAL_CUBE * eta * eta);
}

function exponential(eta: number): number {
  return Math.exp(Math.min(eta, LARGEST_EXPONENT));
}
