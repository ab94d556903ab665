import { createRequire } from 'node:module';

const FONTS = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf', 'DejaVuSans-Oblique.ttf'];

/** Pixels per unit of the SVG: sharp in print and on dense screens. */
const SCALE = 2;

/**
 * Rasterises an SVG of `renderSvg` on white, two pixels per unit. Uses the fonts that come with this package, so that
 * a machine without fonts draws the same picture.
 */
export async function renderPng(svg: string): Promise<Uint8Array> {
  const { renderAsync } = await import('@resvg/resvg-js');
  const { resolve } = createRequire(import.meta.url);
  // In a thread of its own, so that the next figure is drawn meanwhile.
  const image = await renderAsync(svg, {
    background: 'white',
    fitTo: { mode: 'zoom', value: SCALE },
    font: {
      loadSystemFonts: false,
      fontFiles: FONTS.map((file) => resolve(`dejavu-fonts-ttf/ttf/${file}`)),
      defaultFontFamily: 'DejaVu Sans',
    },
  });
  return image.asPng();
}
