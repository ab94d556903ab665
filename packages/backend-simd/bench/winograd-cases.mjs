import { before, engine } from './contestants.mjs';
import { conv2, conv3, forwardOperations, narrowNetwork, resNet20, stepOperations } from './models.mjs';

const BATCH = 128;
/** How much faster than version 1 a step is to be, by engine; what the project set itself. */
const WANTED = {
  'Conv-2': { 'native-avx512': 1, 'native-avx2': 1, 'native-plain': 1, wasm: 1 },
  'Conv-3': { 'native-avx512': 1.6, 'native-avx2': 1.8, 'native-plain': 2.2, wasm: 2.2 },
  ResNet20: { 'native-avx512': 1.5, 'native-avx2': 1.4, 'native-plain': 2, wasm: 2 },
};

/**
 * Networks with convolutions against version 1 of the engine, which had direct kernels alone.
 *
 * @param {string[]} engines all that run here
 * @param {number[]} cores one
 */
export function winogradCases(engines, cores) {
  const against = (work) => engines.flatMap((name) => [engine(name, work, cores), before(name, work, cores)]);
  const faster = (bounds) =>
    engines.map((name) => ({ of: `version 1, ${name}`, over: name, bound: bounds[name], least: true }));
  const native = engines.find((name) => name.startsWith('native-avx'));
  const steps = [conv2, conv3, resNet20].map((model) => ({
    title: `${model.name} training step, batch ${BATCH}, against version 1`,
    kind: 'compute',
    cores,
    operations: BATCH * stepOperations(model),
    contestants: against({ task: 'step', model, batch: BATCH, examples: 1024 }),
    rounds: model === resNet20 ? 8 : 16,
    targets: [
      ...faster(WANTED[model.name]),
      ...(model === conv3 && native !== undefined ? [{ of: native, over: 'floor', bound: 0.65, least: false }] : []),
    ],
  }));
  const evaluations = [conv2, conv3, resNet20].map((model) => ({
    title: `${model.name} evaluation of 1,000 images, against version 1`,
    kind: 'compute',
    cores,
    operations: 1000 * forwardOperations(model),
    contestants: against({ task: 'evaluation', model, batch: BATCH, examples: 1000 }),
    rounds: 6,
    targets: faster(WANTED[model.name]),
  }));
  const narrow = [8, 12, 16].map((filters) => ({
    title: `three convolutions of ${filters} channels, training step, batch ${BATCH}, against version 1`,
    kind: 'compute',
    cores,
    operations: BATCH * stepOperations(narrowNetwork(filters)),
    contestants: against({ task: 'step', model: narrowNetwork(filters), batch: BATCH, examples: 1024 }),
    rounds: 16,
    // No slower, but for noise.
    targets: faster(Object.fromEntries(engines.map((name) => [name, 0.97]))),
  }));
  return [...steps, ...evaluations, ...narrow];
}
