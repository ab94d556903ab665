// The networks of METHOD section 3 that are timed, as data, and how many floating-point operations they take.
import { forwardOperations } from '@dof/core';

export { forwardOperations };

const convolution = (filters, rest = {}) => ({ type: 'conv2d', filters, kernelSize: 3, ...rest });
const relu = { type: 'relu' };
const classifier = [{ type: 'flatten' }, { type: 'dense', units: 10 }];
const loss = 'softmax-cross-entropy';

const pooled = (filters) => [convolution(filters), relu, { type: 'averagePool2d', size: 2 }];

export const conv2 = {
  name: 'Conv-2',
  inputShape: [28, 28, 1],
  layers: [...pooled(16), ...pooled(32), ...classifier],
  loss,
};

export const conv3 = {
  name: 'Conv-3',
  inputShape: [32, 32, 3],
  layers: [...pooled(32), ...pooled(64), ...pooled(64), ...classifier],
  loss,
};

/** Where Winograd tiles begin to pay. */
export const narrowNetwork = (filters) => ({
  name: `narrow ${filters}`,
  inputShape: [28, 28, 1],
  layers: [...pooled(filters), ...pooled(filters), ...pooled(filters), ...classifier],
  loss,
});

export const fullyConnected = {
  name: '784-200-200-10',
  inputShape: [28, 28, 1],
  layers: [
    { type: 'flatten' },
    { type: 'dense', units: 200 },
    relu,
    { type: 'dense', units: 200 },
    relu,
    { type: 'dense', units: 10 },
  ],
  loss,
};

const normalised = (filters, rest) => [convolution(filters, { bias: false, ...rest }), { type: 'batchNorm' }];

const block = (filters, stride, shortcut) => [
  { type: 'residual', body: [...normalised(filters, { stride }), relu, ...normalised(filters)], shortcut },
  relu,
];

export const resNet20 = {
  name: 'ResNet20',
  inputShape: [32, 32, 3],
  layers: [
    ...normalised(16),
    relu,
    ...[16, 32, 64].flatMap((filters, stage) => [
      ...(stage === 0 ? block(16, 1) : block(filters, 2, normalised(filters, { kernelSize: 1, stride: 2 }))),
      ...block(filters, 1),
      ...block(filters, 1),
    ]),
    { type: 'globalAveragePool2d' },
    { type: 'dense', units: 10 },
  ],
  loss,
};

/** Of loss and gradient: each backward pass costs two forward passes, but the first layer's needs no input gradient. */
export function stepOperations(model) {
  const first = model.layers.findIndex(({ type }) => type === 'conv2d' || type === 'dense');
  return 3 * forwardOperations(model) - forwardOperations({ ...model, layers: model.layers.slice(0, first + 1) });
}
