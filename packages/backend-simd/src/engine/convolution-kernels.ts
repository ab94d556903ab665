import { DofError } from '@dof/core';

/**
 * What DOF_CONVOLUTION may name: Winograd's minimal filtering where it pays, or direct sums alone, which are those of
 * version 1 of the engine to the bit.
 */
export const CONVOLUTION_KERNELS = ['fastest', 'direct'] as const;

export type ConvolutionKernels = (typeof CONVOLUTION_KERNELS)[number];

/**
 * The kernels that the environment asks for; `fastest` when DOF_CONVOLUTION is not set or empty.
 *
 * @throws DOF_ENGINE_NAME
 */
export function requestedConvolution(environment: Readonly<Record<string, string | undefined>>): ConvolutionKernels {
  const value = environment.DOF_CONVOLUTION;
  if (value === undefined || value === '') return 'fastest';
  const name = CONVOLUTION_KERNELS.find((known) => known === value);
  if (name !== undefined) return name;
  throw new DofError(
    'DOF_ENGINE_NAME',
    `DOF_CONVOLUTION is "${value}": it may be ${CONVOLUTION_KERNELS.join(' or ')}; unset it for the fastest`,
  );
}
