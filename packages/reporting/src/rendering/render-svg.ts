import type { TopLevelSpec } from 'vega-lite';

/** Draws a vega-lite figure without a browser. */
export async function renderSvg(figure: TopLevelSpec): Promise<string> {
  // Loaded on demand: tables and documents need no drawing library.
  const { compile } = await import('vega-lite');
  const { parse, View } = await import('vega');
  const view = new View(parse(compile(figure).spec), { renderer: 'none' });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}
