import { describe, expect, it } from '@jest/globals';
import { CONVOLUTION_KERNELS, requestedConvolution } from './convolution-kernels.js';

describe('requestedConvolution', () => {
  it('reads DOF_CONVOLUTION', () => {
    expect(requestedConvolution({})).toBe('fastest');
    expect(requestedConvolution({ DOF_CONVOLUTION: '' })).toBe('fastest');
    for (const name of CONVOLUTION_KERNELS) expect(requestedConvolution({ DOF_CONVOLUTION: name })).toBe(name);
  });

  it('refuses other names, with those there are', () => {
    expect(() => requestedConvolution({ DOF_CONVOLUTION: 'Direct' })).toThrow(
      expect.objectContaining({
        code: 'DOF_ENGINE_NAME',
        message: expect.stringMatching(/"Direct": it may be fastest or direct/),
      }),
    );
  });
});
