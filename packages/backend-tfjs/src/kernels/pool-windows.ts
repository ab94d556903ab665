import { backend_util } from '@tensorflow/tfjs-core';
import type { MaxPoolGradAttrs } from '@tensorflow/tfjs-core';

/** One window of one image: pixels `[top, bottom) x [left, right)`, without those in the padding. */
export interface PoolWindow {
  /** Index of the first channel of the window's output. */
  readonly output: number;
  /** Number of its pixels. */
  readonly size: number;
  /** Index of the first channel of each of its pixels, in scan order: the first `size` entries hold. */
  readonly pixels: Int32Array;
}

/** Visits the windows of a pooling over `[n, h, w, c]`; the object it is given is used again. */
export function forPoolWindows(
  inputShape: readonly number[],
  { filterSize, strides, pad, dimRoundingMode }: MaxPoolGradAttrs,
  visit: (window: PoolWindow) => void,
): void {
  const [images, height, width, channels] = inputShape;
  const shapes = backend_util.computePool2DInfo(
    [images, height, width, channels],
    filterSize,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
  const { filterHeight, filterWidth, strideHeight, strideWidth, outHeight, outWidth, padInfo } = shapes;
  const window = { output: 0, size: 0, pixels: new Int32Array(filterHeight * filterWidth) };
  for (let image = 0; image < images; image++) {
    for (let row = 0; row < outHeight; row++) {
      for (let column = 0; column < outWidth; column++) {
        const [top, left] = [row * strideHeight - padInfo.top, column * strideWidth - padInfo.left];
        window.output = ((image * outHeight + row) * outWidth + column) * channels;
        window.size = 0;
        for (let y = Math.max(top, 0); y < Math.min(top + filterHeight, height); y++) {
          for (let x = Math.max(left, 0); x < Math.min(left + filterWidth, width); x++) {
            window.pixels[window.size++] = ((image * height + y) * width + x) * channels;
          }
        }
        visit(window);
      }
    }
  }
}
