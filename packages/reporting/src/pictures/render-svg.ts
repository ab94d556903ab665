import { plainLines } from '@dof/core';
import type { EncodeEntry, Mark, Scope } from 'vega';
import type { TopLevelSpec } from 'vega-lite';
import { omit } from '../values.js';

/**
 * Draws a vega-lite figure without a browser. Its expressions are interpreted: Vega would otherwise make code of them,
 * and they hold labels and numbers that come from files.
 */
export async function renderSvg(figure: TopLevelSpec): Promise<string> {
  // Loaded on demand: tables and documents need no drawing library.
  const { compile } = await import('vega-lite');
  const { parse, View } = await import('vega');
  const { expressionInterpreter } = await import('vega-interpreter');
  const dataflow = parse(withoutTooltips(compile(figure).spec), undefined, { ast: true });
  const view = new View(dataflow, { renderer: 'none', expr: expressionInterpreter });
  try {
    // Vega passes on whatever is in a text; XML has no place for some of it, escaped or not.
    return plainLines(await view.toSVG());
  } finally {
    view.finalize();
  }
}

/** The same Vega specification without tooltips: a file shows none, and they are half the work of thousands of marks. */
function withoutTooltips<T extends Scope>(scope: T): T {
  return { ...scope, ...(scope.marks && { marks: scope.marks.map(withoutTooltip) }) };
}

function withoutTooltip(mark: Mark): Mark {
  const sets = Object.entries(mark.encode ?? {}).map(([set, entry]: [string, EncodeEntry]) => [
    set,
    omit(entry, 'tooltip'),
  ]);
  const changed = { ...mark, ...(mark.encode && { encode: Object.fromEntries(sets) }) } as Mark;
  return changed.type === 'group' ? withoutTooltips(changed) : changed;
}
