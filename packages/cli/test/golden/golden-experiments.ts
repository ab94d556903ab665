/** An experiment whose every output is recorded, and the commands that follow its `dof run`. */
export interface GoldenExperiment {
  readonly name: string;
  readonly text: string;
  /** Files beside the experiment, by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** Further command lines, done in order in the experiment's folder. */
  readonly commands?: readonly string[];
}

const DATA =
  'data: { name: synthetic, options: { classes: 3, inputShape: [4, 4, 1], train: 96, test: 30, spread: 20 } }';
const COLOUR =
  'data: { name: synthetic, options: { classes: 3, inputShape: [8, 8, 3], train: 96, test: 30, spread: 30 } }';
const TEACHER = `data:
  name: teacher
  options:
    { classes: 3, inputShape: [4, 4, 1], train: 96, test: 30, augmentation: { flip: true, shift: 1 }, shuffledLabels: { seed: 2, share: 0.1 } }`;
const LINEAR =
  'model: { name: linear, inputShape: [4, 4, 1], layers: [{ type: flatten }, { type: dense, units: 3 }] }\n' + DATA;
const HIDDEN = `model:
  name: hidden
  inputShape: [4, 4, 1]
  layers: [{ type: flatten }, { type: dense, units: 8 }, { type: relu }, { type: dense, units: 3 }]
${DATA}`;
const TRAINING = 'training: { epochs: 3, batchSize: 16 }\nanalysis: { lossLevels: [1, 0.5] }\nseeds: 2\n';

/** Trains the first d parameters, after a preparation that asks for one gradient. */
const FIRST_PARAMETERS = `
export function register(container) {
  container.registerInstance(Symbol.for('@dof/core/DofReductionMethod'), {
    name: 'first', version: '1', contractVersion: '1', description: 'the first d parameters',
    options: { '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value }) } },
    capabilities: { linear: true, nested: true, reachesFullSpace: true },
    attainable: (layout) => ({ minimum: 1, maximum: layout.dimension }),
    async prepare({ objective, start }) {
      const indices = Uint32Array.of(0, 1, 2, 3);
      await objective.lossAndGradient(start.w, { split: 'train', indices }, new Float32Array(objective.dimension));
      return { meta: null, arrays: { nothing: new Float32Array(5) } };
    },
    async reparametrise({ start, d, layout }) {
      return {
        degreesOfFreedom: d, dimension: layout.dimension,
        initialCoordinates: () => new Float32Array(d),
        embed: (theta, w) => { w.set(start.w); for (let i = 0; i < d; i++) w[i] += theta[i]; },
        pullback: (_, gradient, out) => out.set(gradient.subarray(0, d)),
        dispose: () => {},
      };
    },
  });
}`;

/** What the commands do on a dozen experiments that use everything that changes a run's identity or its numbers. */
export const GOLDEN_EXPERIMENTS: readonly GoldenExperiment[] = [
  {
    name: 'null-model',
    text: `${LINEAR}\ndegreesOfFreedom: [1, 8, 32]\n${TRAINING}`,
    commands: [
      'run experiment.yaml --json',
      'report dof-results/experiment',
      'runs dof-results/experiment',
      'runs dof-results/experiment --format csv',
      'runs dof-results/experiment --format csv --to runs.csv',
      'threshold runs.csv --loss 1 --loss 0.5 --accuracy 0.6',
      'threshold runs.csv --loss 0.5 --json',
      'run experiment.yaml --set seeds=3 --set training.epochs=2',
    ],
  },
  {
    name: 'projections',
    text: `${HIDDEN}
methods:
  - { name: random, options: { projection: gaussian } }
  - { name: random, options: { projection: gaussian-int8 } }
  - { name: random, options: { projection: gaussian-regenerated } }
  - { name: random, options: { projection: rademacher } }
  - { name: random, options: { projection: sparse } }
  - { name: random, options: { projection: sparse, nonZerosPerColumn: 2 } }
  - { name: random, options: { projection: hadamard } }
  - { name: random, options: { projection: fastfood } }
degreesOfFreedom: [4, 16]
${TRAINING}`,
  },
  {
    name: 'lottery-tickets',
    text: `${HIDDEN}
methods:
  - { name: lottery-ticket, options: { epochs: 1, batchSize: 16 } }
  - { name: lottery-ticket, options: { pruning: iterative, scope: per-layer, rewindTo: 2, epochs: 1, batchSize: 16, biases: keep } }
  - random-mask
  - { name: random-mask, options: { counts: as-ticket, ticket: { epochs: 1, batchSize: 16 } } }
degreesOfFreedom: [24, 64]
${TRAINING}`,
    commands: ['runs dof-results/experiment --format json'],
  },
  {
    name: 'lottery-subspace',
    text: `${HIDDEN}
methods:
  - { name: lottery-subspace, options: { every: 1, snapshots: 16, batchSize: 16 } }
  - { name: lottery-subspace, options: { every: 1, snapshots: 16, vectors: displacements, batchSize: 16, meanCentred: true, scaled: true } }
  - { name: lottery-subspace, options: { every: 1, snapshots: 4, whenFewer: fewer, trajectorySeed: 5, batchSize: 16 }, degreesOfFreedom: [2, 8] }
  - { name: lottery-subspace, options: { every: 1, reference: true, batchSize: 16 } }
degreesOfFreedom: [2, 8]
${TRAINING}`,
  },
  {
    name: 'gradient-covariance',
    text: `${HIDDEN}
methods: [random, { name: gradient-covariance, options: { gradients: 20, batchSize: 4, meanCentred: true } }]
degreesOfFreedom: { from: 1, to: 16, perOctave: 1 }
${TRAINING}`,
    commands: ['report dof-results/experiment --json'],
  },
  {
    name: 'adapters-and-full',
    text: `${HIDDEN}
methods:
  - { name: full, degreesOfFreedom: [163] }
  - { name: lora, options: { biases: train, scale: 2 }, roundToAttainable: true, learningRate: 0.02 }
degreesOfFreedom: [30, 60, 90]
${TRAINING}`,
  },
  {
    name: 'starts',
    text: `${HIDDEN}
start: [init, { type: init, seed: 3 }, { type: burn-in, steps: [0, 2, 8], learningRate: 0.1, batchSize: 16 }]
degreesOfFreedom: [2, 16]
${TRAINING}`,
    commands: ['runs dof-results/experiment --format csv'],
  },
  {
    name: 'search',
    text: `${LINEAR}
methods: [random, { name: random, options: { projection: sparse } }]
search: { level: 0.7, width: 1, from: 1, to: 51, budget: 24, batch: 2, stopAtLevel: true, stopHopeless: true }
training: { epochs: 3, batchSize: 16 }
`,
    commands: ['run experiment.yaml'],
  },
  {
    name: 'convolutions',
    text: `model:
  name: small-residual
  inputShape: [8, 8, 3]
  layers:
    - { type: conv2d, filters: 4, kernelSize: 3, padding: same, bias: false }
    - { type: batchNorm }
    - { type: relu }
    - { type: residual, body: [{ type: conv2d, filters: 4, kernelSize: 3, padding: same }, { type: tanh }] }
    - { type: maxPool2d, size: 2 }
    - { type: conv2d, filters: 6, kernelSize: 3, stride: 2 }
    - { type: gelu }
    - { type: flatten }
    - { type: dense, units: 3 }
${COLOUR}
degreesOfFreedom: [8, 64]
seeds: [4, 7]
training:
  optimizer: { name: momentum, learningRate: 0.02, momentum: 0.8 }
  schedule: [{ step: 6, learningRate: 0.005 }]
  batchSize: 32
  epochs: 3
analysis: { lossLevels: [1], delta: 0.3, confidence: 0.9 }
evaluation: { batchSize: 20 }
`,
    commands: ['threshold dof-results/experiment/tables/runs.csv --loss 1'],
  },
  {
    name: 'plugin-and-teacher',
    text: `${LINEAR.replace(DATA, TEACHER)}
methods: [{ name: ./first.mjs }, random]
degreesOfFreedom: [1, 16]
${TRAINING}`,
    files: { 'first.mjs': FIRST_PARAMETERS },
  },
  {
    name: 'benchmark',
    text: `${LINEAR}
methods: [{ name: ./first.mjs }, { name: random, options: { projection: rademacher } }]
degreesOfFreedom: [1, 16]
benchmark: { learningRates: [0.01, 0.05], accuracyLevels: [0.5] }
${TRAINING.replace('seeds: 2', 'seeds: 8')}`,
    files: { 'first.mjs': FIRST_PARAMETERS },
    commands: ['benchmark experiment.yaml', 'benchmark experiment.yaml --json'],
  },
  {
    name: 'theory',
    text: `${HIDDEN}
degreesOfFreedom: [2, 8, 32]
prediction: { training: { epochs: 4, batchSize: 16 }, probes: 2, steps: 12, examples: 40 }
${TRAINING}`,
    commands: [
      'theory predict experiment.yaml --out dof-results/experiment',
      'report dof-results/experiment',
      'theory well --spectrum power-law --dimension 60 --radius 2 --loss 0.01 --loss 0.1 --simulate 20 --seed 3 --out well --json',
      'theory well --spectrum flat --dimension 50 --radius 3 --loss 0.1 --out flat',
    ],
  },
  {
    name: 'shards',
    text: `${LINEAR}\ndegreesOfFreedom: [1, 8, 32]\n${TRAINING}`,
    commands: [
      'run experiment.yaml --shard 1/2 --out one',
      'run experiment.yaml --shard 2/2 --out two',
      'merge both one two',
      'run experiment.yaml --out both',
    ],
  },
];
