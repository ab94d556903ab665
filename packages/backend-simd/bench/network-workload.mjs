import { randomDataset } from '@dof/core/testing';

const BATCH = 128;
const EXAMPLES = 1024;

/** Conv-2 of METHOD section 3 on 28 x 28 x 1: 763 million floating-point operations per training step of 128. */
const conv2 = {
  name: 'conv-2',
  inputShape: [28, 28, 1],
  layers: [
    { type: 'conv2d', filters: 16, kernelSize: 3 },
    { type: 'relu' },
    { type: 'averagePool2d', size: 2 },
    { type: 'conv2d', filters: 32, kernelSize: 3 },
    { type: 'relu' },
    { type: 'averagePool2d', size: 2 },
    { type: 'flatten' },
    { type: 'dense', units: 10 },
  ],
  loss: 'softmax-cross-entropy',
};

/** Multiplications and additions of one image, forward: two convolutions and the dense layer. */
const FORWARD = 2 * (28 * 28 * 9 * 1 * 16 + 14 * 14 * 9 * 16 * 32 + 1568 * 10);
/** Each layer's backward pass is twice its forward pass, except that the first needs no input gradient. */
const STEP = 3 * FORWARD - 2 * 28 * 28 * 9 * 1 * 16;

/** A training step of 128 random images, and the evaluation of 1024. */
export async function networkWorkload(backend) {
  const data = randomDataset([1, 2], { inputShape: [28, 28, 1], classes: 10, trainCount: EXAMPLES, testCount: 1 });
  const objective = await backend.compile(conv2, data, { batchSize: BATCH, evaluationBatchSize: 1000 });
  const w = objective.initialise([3, 4]);
  const gradient = new Float32Array(w.length);
  const batch = { split: 'train', indices: Uint32Array.from({ length: BATCH }, (_, i) => (i * 37) % EXAMPLES) };
  return {
    step: () => objective.lossAndGradient(w, batch, gradient),
    evaluation: () => objective.evaluate(w, 'train'),
    examples: EXAMPLES,
    stepOperations: BATCH * STEP,
    evaluationOperations: EXAMPLES * FORWARD,
  };
}
