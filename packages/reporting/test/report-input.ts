import { createHash } from 'node:crypto';
import type { Experiment, Json, RunResult } from '@dof/core';
import type { DetailedReportInput } from '@dof/reporting';
import { reportInput, runResult } from './run-results.js';

/** Text that closes elements, attributes, comments, scripts and cells wherever it is not escaped. */
export const HOSTILE = `</script><script>window.hacked = 1</script>"'><img src=x onerror="window.hacked = 1">--><b>,\n\${1}`;

const METHODS = { random: 1, 'lottery-subspace': 6, 'lottery-ticket': 0.3 } as const;
const DEGREES_OF_FREEDOM = [8, 16, 32, 64, 128, 256];
const SEEDS = Array.from({ length: 8 }, (_, seed) => seed);
const BURN_IN = { type: 'burn-in', steps: 20, learningRate: 0.05, momentum: 0.9, batchSize: 128 } as const;

/** Three methods from two starts: the more effective degrees of freedom, the lower the loss. */
export function manyMethods(name = 'methods', description = 'three methods'): DetailedReportInput {
  const results = Object.entries(METHODS).flatMap(([method, advantage]) =>
    [0, 20].flatMap((steps) =>
      DEGREES_OF_FREEDOM.flatMap((d) =>
        SEEDS.map((seed) => {
          const loss = 2.4 / (1 + ((advantage * d * (1 + steps / 20) * (1 + seed / 20)) / 40) ** 1.2);
          return fromStart(runResult({ d, seed, losses: [2.5, (2.5 + loss) / 2, loss], method }), steps);
        }),
      ),
    ),
  );
  return {
    ...reportInput([], []),
    ...{ title: name, results, planned: results.length + 1, experiment: experiment(name, description) },
    preparations: new Map<string, Json>(
      results.flatMap(({ preparationKey }) =>
        preparationKey === undefined ? [] : [[preparationKey, { singularValues: [3, 2, 1, 0.5, 0] }]],
      ),
    ),
    predictions: ['initialisation', 'burn-in, 20 steps'].map((start) => ({
      ...{ source: 'Hessian', start },
      levels: [1, 0.5].map((level) => ({ level, dStar: 40 / level, lower: 30 / level, upper: null })),
    })),
    widths: ['initialisation', 'burn-in, 20 steps'].map((start) => ({
      ...{ source: 'Gaussian width', start },
      levels: [1, 0.5].map((level) => ({ level, dG: 10 / level, lower: 5 / level, upper: 20 / level })),
    })),
  };
}

/** Every name, option and description is hostile. */
export function hostileInput(): DetailedReportInput {
  const input = manyMethods(HOSTILE, HOSTILE);
  const results = input.results.map((result) => {
    const { specification } = result;
    const { method, model, data } = specification;
    return {
      ...result,
      specification: {
        ...specification,
        method: { ...method, name: method.name + HOSTILE, options: { [HOSTILE]: HOSTILE } },
        model: { ...model, name: HOSTILE },
        data: { ...data, name: HOSTILE, version: HOSTILE },
      },
      engineVariant: HOSTILE,
      machine: { cpu: HOSTILE, cores: 2, platform: HOSTILE, node: HOSTILE },
    };
  });
  const predictions = [{ source: HOSTILE, start: HOSTILE, levels: [{ level: 1, dStar: 8, lower: 4, upper: 16 }] }];
  const widths = [{ source: HOSTILE, start: HOSTILE, levels: [{ level: 1, dG: 8, lower: 4, upper: 16 }] }];
  return { ...input, results, predictions, widths };
}

function fromStart(result: RunResult, steps: number): RunResult {
  const { specification } = result;
  // Like a real one, whose first characters already tell runs apart.
  const hash = createHash('sha256').update(`${result.hash} ${steps}`).digest('hex');
  const prepared =
    specification.method.name === 'lottery-subspace' ? { preparationKey: `${steps}-${specification.seed}` } : {};
  if (steps === 0) return { ...result, ...prepared, hash };
  const start = { ...BURN_IN, seed: specification.seed };
  return { ...result, ...prepared, hash, specification: { ...specification, start } };
}

function experiment(name: string, description: string): Experiment {
  return {
    ...{ name, description, baseDirectory: '/nowhere', model: 'conv-2', data: { name: 'mnist', options: {} } },
    ...{
      backend: 'auto',
      methods: [{ name: 'random', options: {} }],
      degreesOfFreedom: DEGREES_OF_FREEDOM,
      seeds: SEEDS,
    },
    starts: [{ type: 'init', seed: 'run' }],
    evaluation: { batchSize: 500 },
    analysis: { lossLevels: [1], delta: 0.5, confidence: 0.95 },
    benchmark: { null: { name: 'random', options: {} }, learningRates: [], tuningSeeds: 1, accuracyLevels: [] },
  } as unknown as Experiment;
}
