import { DofError, errorMessage } from '@dof/core';
import type sharp from 'sharp';

/** The image decoder, which is loaded only where images are read. */
export type Sharp = typeof sharp;

/** @throws DOF_PACKAGE_MISSING when it is not installed or does not run on this machine */
export async function loadSharp(): Promise<Sharp> {
  try {
    return (await import('sharp')).default;
  } catch (cause) {
    throw new DofError(
      'DOF_PACKAGE_MISSING',
      `reading images needs the npm package sharp, which does not load (${errorMessage(cause)}): npm install sharp`,
      { cause },
    );
  }
}
