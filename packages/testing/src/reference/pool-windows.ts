import type { LayerShape, Pool2dSpec } from '@dof/core';

/** For every output entry of a pooling layer, in order, the flat indices of the input entries in its window. */
export function poolWindows(spec: Pool2dSpec, input: LayerShape, output: LayerShape): readonly number[][] {
  const stride = spec.stride ?? spec.size;
  const windows: number[][] = [];
  for (let y = 0; y < output.height; y++) {
    for (let x = 0; x < output.width; x++) {
      for (let c = 0; c < input.channels; c++) {
        const window: number[] = [];
        for (let dy = 0; dy < spec.size; dy++) {
          for (let dx = 0; dx < spec.size; dx++) {
            window.push(((y * stride + dy) * input.width + x * stride + dx) * input.channels + c);
          }
        }
        windows.push(window);
      }
    }
  }
  return windows;
}

/** The one window of every channel that a global pooling layer takes: all pixels of the image. */
export function globalPoolWindows({ height, width, channels }: LayerShape): readonly number[][] {
  return Array.from({ length: channels }, (_, c) =>
    Array.from({ length: height * width }, (_, pixel) => pixel * channels + c),
  );
}
