// Draws every figure of the page, and lets the page's controls act on them.
import type embed from 'vega-embed';
import type * as vega from 'vega';
import type { PageData, PageTable } from './page-data.js';

declare global {
  interface Window {
    readonly vega: typeof vega;
    readonly vegaEmbed: typeof embed;
  }
}

const data = JSON.parse(document.querySelector('#report-data')?.textContent ?? '{}') as PageData;
const views = new Map<string, vega.View>();

/** What the controls say, as signals of the figures. */
function choices(): Record<string, unknown> {
  const level = document.querySelector<HTMLSelectElement>('#level');
  const start = document.querySelector<HTMLSelectElement>('#start');
  const boxes = [...document.querySelectorAll<HTMLInputElement>('input[name="method"]')];
  return {
    ...(level !== null && { level: Number(level.value) }),
    ...(start !== null && { start: start.value }),
    hidden: boxes.filter((box) => !box.checked).map((box) => box.value),
  };
}

function apply(view: vega.View): void {
  for (const [name, value] of Object.entries(choices())) {
    try {
      view.signal(name, value);
    } catch {
      // Not every figure depends on every control.
    }
  }
  void view.runAsync();
}

/** Zooms about the middle on both axes by the factor, in the logarithm where an axis is logarithmic; 0 goes back. */
function zoom(view: vega.View, factor: number): void {
  const { signals = {} } = view.getState() as { signals?: Record<string, unknown> };
  // Only the ranges: the selection has other signals, of drags and wheels, that must not be touched.
  const fields = (signals['zoom_tuple_fields'] ?? []) as readonly { channel: 'x' | 'y'; field: string }[];
  for (const { channel, field } of fields) {
    const range = factor === 0 ? null : narrower(view, channel, factor);
    view.signal(`zoom_${field.replace(/\W/g, '_')}`, range);
  }
  void view.runAsync();
}

function narrower(view: vega.View, axis: 'x' | 'y', factor: number): number[] {
  const scale = view.scale(axis) as { domain(): number[]; invert(pixel: number): number; range(): number[] };
  const [from, to] = scale.range();
  const [middle, half] = [(from + to) / 2, (factor * (to - from)) / 2];
  return [scale.invert(middle - half), scale.invert(middle + half)];
}

function records({ columns, rows }: PageTable): Record<string, unknown>[] {
  return rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]])));
}

/**
 * Vega's messages, but for the one of layers without rows: intervals that nobody measured, or a method that is switched
 * off, are no fault, yet vega warns about their extent.
 */
const logger = window.vega.logger(window.vega.Warn, undefined, (method, level, messages) => {
  if (!String(messages[0]).startsWith('Infinite extent')) console[method](level, ...messages);
});

async function draw(id: string): Promise<void> {
  const place = document.getElementById(`${id}-chart`);
  const figure = data.figures[id];
  if (place === null || figure === undefined) return;
  const table = figure.table === undefined ? undefined : data.tables[figure.table];
  const spec = table === undefined ? figure.spec : { ...figure.spec, data: { values: records(table) } };
  const { view } = await window.vegaEmbed(place, spec as Parameters<typeof embed>[1], {
    // No evaluation of strings: the page forbids it.
    ...{ ast: true, actions: false, renderer: 'svg' as const, mode: 'vega-lite' as const, defaultStyle: false },
    tooltip: { disableDefaultStyle: true },
    logger,
  });
  views.set(id, view);
  apply(view);
  document.dispatchEvent(new CustomEvent('dof:figure', { detail: { id, view } }));
}

document.addEventListener('change', () => views.forEach(apply));
document.addEventListener('click', ({ target }) => {
  if (!(target instanceof HTMLButtonElement)) return;
  const { figure = '', zoom: factor, picture } = target.dataset;
  const view = views.get(figure);
  if (view === undefined) return;
  if (factor !== undefined) zoom(view, Number(factor));
  if (picture !== undefined) {
    document.dispatchEvent(new CustomEvent('dof:picture', { detail: { id: figure, view, type: picture } }));
  }
});
// A figure that was hidden has no width until it is shown.
document.addEventListener('change', () => window.dispatchEvent(new Event('resize')));

await Promise.all(Object.keys(data.figures).map(draw));
document.documentElement.dataset['ready'] = 'true';
