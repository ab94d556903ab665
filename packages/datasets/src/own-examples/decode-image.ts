import type { Sharp } from './load-sharp.js';
import { imagePipeline, readingImage } from './read-image-file.js';

/** Height, width and channels, 1 or 3. */
export type ImageShape = readonly [number, number, number];

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
  return readingImage(path, async () => {
    const image = imagePipeline(sharp, path);
    const isDeep = (await image.metadata()).depth === 'ushort';
    image.autoOrient().flatten({ background: '#000' }).resize(width, height, { fit: 'cover' });
    if (!isDeep) {
      return image
        .toColourspace(channels === 1 ? 'b-w' : 'srgb')
        .raw({ depth: 'uchar' })
        .toBuffer();
    }
    // Asked for bytes, the decoder would keep the lower ones of grey images.
    const buffer = await image
      .toColourspace(channels === 1 ? 'grey16' : 'rgb16')
      .raw({ depth: 'ushort' })
      .toBuffer();
    const values = new Uint16Array(Uint8Array.from(buffer).buffer);
    return Uint8Array.from(values, (value) => value >>> 8);
  });
}
