import type { TopLevelSpec } from 'vega-lite';
import type { Figure } from '../figures/figure.js';
import { ZOOM } from '../figures/style/shared-encodings.js';

/**
 * A figure of the page as it is in files, where nobody zooms: nothing leaves the picture then, and each mark that is
 * clipped costs as much to rasterise as a whole picture.
 */
export function stillFigure(figure: TopLevelSpec): TopLevelSpec {
  return withoutZoom(figure) as TopLevelSpec;
}

/** The picture of a figure that is written to files. */
export function pictureOf({ spec, still = spec }: Figure): TopLevelSpec {
  return stillFigure(still);
}

interface Part {
  readonly params?: readonly unknown[];
  readonly mark?: string | object;
  readonly layer?: readonly Part[];
}

function withoutZoom(part: Part): Part {
  const { params, mark, layer } = part;
  return {
    ...part,
    ...(params && { params: params.filter((param) => param !== ZOOM) }),
    ...(typeof mark === 'object' && { mark: { ...mark, clip: false } }),
    ...(layer && { layer: layer.map(withoutZoom) }),
  };
}
