import { strictObject, type LayerSpec, type ModelProvider, type ModelSpec } from '@dof/core';
import type { ModelContractOptions } from '@dof/testing';
import { z } from 'zod';

/** A specimen that one clause must refuse, and what it must say. */
export interface BrokenSpecimen {
  readonly clause: string;
  readonly defect: string;
  readonly says: RegExp;
  readonly make: () => ModelProvider<Units>;
  readonly options?: ModelContractOptions;
}

const SAYS = 'it says what it is';
const NAMED = 'a network bears its name and takes the examples it is built for';
const FITS = 'the layers fit, and end in one output per class';
const PLAIN = 'a network is plain data of known layers, as a run holds it';
const AGAIN = 'the same data and options give the same network again';
const START = 'at the start the loss is finite, and every part of the parameters has a gradient';
const SETTLED = 'options are plain data that stays the same when validated again';
const BAD = 'bad options give DOF_BAD_OPTIONS';
const DEFAULTS = 'the defaults give the network that it has without options';
const OTHER = 'other options than the defaults give another network';
const UNCHANGED = 'building leaves the options as they were';

interface Units {
  units: number;
}

const units = z.int().min(1).max(64).default(5);

/** A model that is right: one hidden layer. */
export const hidden: ModelProvider<Units> = {
  name: 'hidden',
  version: '1',
  description: 'one hidden layer of 5',
  options: strictObject({ units }),
  build: ({ inputShape, classes }, { units: width } = { units: 5 }) => ({
    name: 'hidden',
    inputShape,
    layers: [
      { type: 'flatten' },
      { type: 'dense', units: width },
      { type: 'tanh' },
      { type: 'dense', units: classes, bias: false },
    ],
    loss: 'softmax-cross-entropy',
  }),
};

/** The right model with networks of another kind. */
const building = (change: (right: ModelSpec) => Partial<ModelSpec>) => (): ModelProvider<Units> => ({
  ...hidden,
  build: (shape, options) => {
    const right = hidden.build(shape, options);
    return { ...right, ...change(right) };
  },
});

const FLATTEN: LayerSpec = { type: 'flatten' };
const BOTTLENECK: readonly LayerSpec[] = [{ type: 'dense', units: 1 }, { type: 'relu' }];

function growing(): ModelProvider<Units> {
  let width = 5;
  return building(({ layers }) => ({ layers: [FLATTEN, { type: 'dense', units: width++ }, ...layers.slice(2)] }))();
}

/** Options that a clause tries beside the defaults. */
const WIDER = { options: [{ units: 8 }] };

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
  {
    clause: FITS,
    defect: 'layers that fit without options alone',
    says: /needs a flat vector/,
    make: () => ({
      ...hidden,
      build: (shape, options) => {
        const right = hidden.build(shape, options);
        return options?.units === 8 ? { ...right, layers: right.layers.slice(1) } : right;
      },
    }),
    options: WIDER,
  },
  {
    clause: SETTLED,
    defect: 'a value converted at every validation',
    says: /"units":10\} validated again are \{"units":20\}/,
    make: () => ({ ...hidden, options: strictObject({ units: units.transform((width) => 2 * width) }) }),
  },
  {
    clause: BAD,
    defect: 'unknown keys ignored',
    says: /"no-such-option":1\} were accepted/,
    make: () => ({ ...hidden, options: z.object({ units }) }),
  },
  {
    clause: BAD,
    defect: 'a value that its author says is bad',
    says: /"units":99\} were accepted/,
    make: () => ({ ...hidden, options: strictObject({ units: z.int().default(5) }) }),
    options: { badOptions: [{ units: 99 }] },
  },
  {
    clause: DEFAULTS,
    defect: 'a default that is not what it builds',
    says: /the network of the defaults is .*"units":6/,
    make: () => ({ ...hidden, options: strictObject({ units: units.default(6) }) }),
  },
  {
    clause: OTHER,
    defect: 'an option that it does not read',
    says: /the options \{"units":8\} change nothing/,
    make: () => ({ ...hidden, build: (shape) => hidden.build(shape) }),
    options: WIDER,
  },
  {
    clause: UNCHANGED,
    defect: 'options changed in place',
    says: /"units":5\}\} became .*"units":6\}/,
    make: () => ({
      ...hidden,
      build: (shape, options) => {
        const network = hidden.build(shape, options);
        if (options !== undefined) options.units += 1;
        return network;
      },
    }),
  },
];
