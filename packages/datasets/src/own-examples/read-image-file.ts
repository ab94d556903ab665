import { DofError, errorMessage, isDofError } from '@dof/core';
import type { Sharp } from './load-sharp.js';

/** More pixels than that are not decoded. */
const MOST_PIXELS = 2 ** 26;
const FORMATS = new Set(['png', 'jpeg', 'webp', 'gif', 'tiff']);

/** An image file, of which only the first page is read and whose damage is an error. */
export function imagePipeline(sharp: Sharp, path: string): ReturnType<Sharp> {
  return sharp(path, { limitInputPixels: MOST_PIXELS, failOn: 'error', pages: 1 });
}

/** Throws where a file is of a format that is not read: an SVG image under another name could name further files. */
export function requireFormat(format = 'none'): void {
  if (!FORMATS.has(format)) throw new TypeError(`it is of the format ${format}, not ${[...FORMATS].join(', ')}`);
}

/** Does work on an image file, whose errors become DOF_DATA_CORRUPT. */
export async function readingImage<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (isDofError(cause)) throw cause;
    throw new DofError('DOF_DATA_CORRUPT', `${path} is no image that can be read: ${errorMessage(cause)}`, { cause });
  }
}
