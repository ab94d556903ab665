import { DofError, errorMessage, isDofError } from '@dof/core';
import type { Sharp } from './load-sharp.js';

/** More pixels than that are not decoded. */
const MOST_PIXELS = 2 ** 26;
const FORMATS = new Set(['png', 'jpeg', 'webp', 'gif', 'tiff']);

/** Height, width and channels, 1 or 3. */
export type ImageShape = readonly [number, number, number];

/** The height, width and channels of an image file, upright. */
export async function imageShape(sharp: Sharp, path: string): Promise<ImageShape> {
  return reading(path, async () => {
    const { autoOrient, space } = await sharp(path, { limitInputPixels: MOST_PIXELS }).metadata();
    return [autoOrient.height, autoOrient.width, space === 'b-w' || space === 'grey16' ? 1 : 3];
  });
}

/**
 * The pixels of an image, `[height, width, channels]`: upright, on black where it is transparent, in sRGB or grey, and
 * where its size is another one cut at the longer sides and resized.
 *
 * @throws DOF_DATA_CORRUPT
 */
export async function decodeImage(
  sharp: Sharp,
  path: string,
  [height, width, channels]: ImageShape,
): Promise<Uint8Array> {
  return reading(path, async () => {
    const image = sharp(path, { limitInputPixels: MOST_PIXELS, failOn: 'error', pages: 1 });
    const { format = 'none' } = await image.metadata();
    // What a file is goes by its content: an SVG image under another name could name further files.
    if (!FORMATS.has(format)) throw new TypeError(`it is of the format ${format}, not ${[...FORMATS].join(', ')}`);
    return image
      .autoOrient()
      .flatten({ background: '#000' })
      .resize(width, height, { fit: 'cover' })
      .toColourspace(channels === 1 ? 'b-w' : 'srgb')
      .raw({ depth: 'uchar' })
      .toBuffer();
  });
}

async function reading<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (isDofError(cause)) throw cause;
    throw new DofError('DOF_DATA_CORRUPT', `${path} is no image that can be read: ${errorMessage(cause)}`, { cause });
  }
}
