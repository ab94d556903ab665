import type { LayerSpec, ModelProvider, ModelSpec } from '@dof/core';

/** A specimen that one clause must refuse, and what it must say. */
export interface BrokenSpecimen {
  readonly clause: string;
  readonly defect: string;
  readonly says: RegExp;
  readonly make: () => ModelProvider;
}

const SAYS = 'it says what it is';
const NAMED = 'a network bears its name and takes the examples it is built for';
const FITS = 'the layers fit, and end in one output per class';
const PLAIN = 'a network is plain data of known layers, as a run holds it';
const AGAIN = 'the same data give the same network again';
const START = 'at the start the loss is finite, and every part of the parameters has a gradient';

/** A model that is right: one hidden layer. */
export const hidden: ModelProvider = {
  name: 'hidden',
  version: '1',
  description: 'one hidden layer of 5',
  build: ({ inputShape, classes }) => ({
    name: 'hidden',
    inputShape,
    layers: [
      { type: 'flatten' },
      { type: 'dense', units: 5 },
      { type: 'tanh' },
      { type: 'dense', units: classes, bias: false },
    ],
    loss: 'softmax-cross-entropy',
  }),
};

/** The right model with networks of another kind. */
const building = (change: (right: ModelSpec) => Partial<ModelSpec>) => (): ModelProvider => ({
  ...hidden,
  build: (shape) => {
    const right = hidden.build(shape);
    return { ...right, ...change(right) };
  },
});

const FLATTEN: LayerSpec = { type: 'flatten' };
const BOTTLENECK: readonly LayerSpec[] = [{ type: 'dense', units: 1 }, { type: 'relu' }];

function growing(): ModelProvider {
  let units = 5;
  return building(({ layers }) => ({ layers: [FLATTEN, { type: 'dense', units: units++ }, ...layers.slice(2)] }))();
}

/** One specimen at least for every clause of the model contract. */
export const brokenModels: readonly BrokenSpecimen[] = [
  { clause: SAYS, defect: 'a name with a space', says: /kebab-case/, make: () => ({ ...hidden, name: 'My Net' }) },
  { clause: SAYS, defect: 'an empty version', says: /version is empty/, make: () => ({ ...hidden, version: '' }) },
  { clause: SAYS, defect: 'two lines', says: /not one line/, make: () => ({ ...hidden, description: 'a\nb' }) },
  {
    clause: NAMED,
    defect: 'another name',
    says: /called other instead of hidden/,
    make: building(() => ({ name: 'other' })),
  },
  {
    clause: NAMED,
    defect: 'an input of its own',
    says: /the input shape is \[3,3,1\]/,
    make: building(() => ({ inputShape: [3, 3, 1] })),
  },
  {
    clause: FITS,
    defect: 'ten classes always',
    says: /the output is .*"channels":10,/,
    make: building(({ layers }) => ({ layers: [...layers.slice(0, -1), { type: 'dense', units: 10 }] })),
  },
  {
    clause: FITS,
    defect: 'a dense layer on an image',
    says: /needs a flat vector/,
    make: building(({ layers }) => ({ layers: layers.slice(1) })),
  },
  {
    clause: PLAIN,
    defect: 'a layer that nobody knows',
    says: /layers\.1/,
    make: building(() => ({ layers: [FLATTEN, { type: 'dropout' } as unknown as LayerSpec] })),
  },
  {
    clause: PLAIN,
    defect: 'a number that JSON does not hold',
    says: /layers\.1\.units/,
    make: building(() => ({ layers: [FLATTEN, { type: 'dense', units: Infinity }] })),
  },
  { clause: AGAIN, defect: 'a network that grows', says: /the second network is/, make: growing },
  {
    clause: START,
    defect: 'a bottleneck of single ReLUs, which is soon off for ever',
    says: /the gradient of kernel of dense\d+ is 0/,
    make: building(({ layers }) => ({
      layers: [FLATTEN, ...Array.from({ length: 10 }, () => BOTTLENECK).flat(), ...layers.slice(1)],
    })),
  },
];
