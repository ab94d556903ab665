import type { Sharp } from './load-sharp.js';
import { imagePipeline, readingImage, requireFormat } from './read-image-file.js';

/** What an image file says of itself before its pixels are read. */
export interface ImageHeader {
  readonly path: string;
  /** Upright. */
  readonly height: number;
  readonly width: number;
  readonly isGrey: boolean;
  readonly hasAlpha: boolean;
  readonly is16Bit: boolean;
  /** Images in the file, such as those of an animation. */
  readonly pages: number;
}

const GREY = new Set(['b-w', 'grey16']);
const DEPTHS = ['uchar', 'ushort'];

/** @throws DOF_DATA_CORRUPT */
export async function imageHeader(sharp: Sharp, path: string): Promise<ImageHeader> {
  return readingImage(path, async () => {
    const { format, autoOrient, space, depth, hasAlpha, pages } = await imagePipeline(sharp, path).metadata();
    requireFormat(format);
    if (!DEPTHS.includes(depth)) {
      throw new TypeError(
        `its values are of the type ${depth}, not of 8 or 16 bits: convert it, or bring the values as npz`,
      );
    }
    const [height, width] = [autoOrient.height, autoOrient.width];
    return { path, height, width, isGrey: GREY.has(space), hasAlpha, is16Bit: depth === 'ushort', pages: pages ?? 1 };
  });
}

/** What is to be said of how images are read that are not all alike. */
export function headerNotices(headers: readonly ImageHeader[], channels: number): readonly string[] {
  const total = headers.length;
  const say = (which: (header: ImageHeader) => boolean, what: string): readonly string[] => {
    const some = headers.filter(which);
    if (some.length === 0) return [];
    return [`${some.length} of ${total} images ${what} (${some[0].path}${some.length > 1 ? ', ...' : ''})`];
  };
  const colour = headers.some(({ isGrey }) => !isGrey);
  return [
    channels === 3 && colour ? say(({ isGrey }) => isGrey, 'are grey and read in colour like the others') : [],
    channels === 1 && colour ? say(({ isGrey }) => !isGrey, 'are in colour and read as grey') : [],
    say(({ is16Bit }) => is16Bit, 'have 16 bits a channel: the upper 8 are kept, 0 to 65535 being the full scale'),
    say(({ hasAlpha }) => hasAlpha, 'have an alpha channel: what is transparent becomes black'),
    say(({ pages }) => pages > 1, 'have several pages: the first is read'),
  ].flat();
}
