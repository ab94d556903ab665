import { describe, expect, it } from '@jest/globals';
import { layerShapes, type Conv2dSpec } from '@dof/core';
import { convolutionGeometry } from './convolution-geometry.js';

const geometry = (height: number, width: number, layer: Omit<Conv2dSpec, 'type' | 'filters'>) => {
  const spec: Conv2dSpec = { type: 'conv2d', filters: 1, ...layer };
  const model = { name: 'one', inputShape: [height, width, 1] as const, layers: [spec] };
  const [{ input, output }] = layerShapes({ ...model, loss: 'softmax-cross-entropy' });
  return convolutionGeometry(spec, input, output);
};

describe('convolutionGeometry', () => {
  it.each([
    ['SAME', 8, 6, { kernelSize: 5 }, { padTop: 2, padLeft: 2, valueBorder: 2, gradientBorder: 2 }],
    ['VALID', 8, 6, { kernelSize: 5, padding: 'valid' }, { padTop: 0, padLeft: 0, valueBorder: 0, gradientBorder: 4 }],
    ['padded by 3', 8, 6, { kernelSize: 5, padding: 3 }, { padTop: 3, padLeft: 3, valueBorder: 3, gradientBorder: 1 }],
    // An even side is padded at the far end only, an odd one at both.
    ['stride 2', 8, 7, { kernelSize: 3, stride: 2 }, { padTop: 0, padLeft: 1, valueBorder: 1, gradientBorder: 1 }],
    ['1 x 1 of stride 2', 8, 7, { kernelSize: 1, stride: 2 }, { valueBorder: 0, gradientBorder: 0 }],
    // The last row is under no kernel: its gradient reads one row of zeros.
    ['VALID, a row left over', 8, 7, { kernelSize: 3, stride: 2, padding: 'valid' }, { gradientBorder: 1 }],
  ] as const)('%s', (_, height, width, layer, expected) => {
    expect(geometry(height, width, layer)).toMatchObject(expected);
  });
});
