import type { EncodeEntry, Mark, Scope } from 'vega';
import { omit } from '../objects/omit.js';

/** The same Vega specification without tooltips: a file shows none, and they are half the work of thousands of marks. */
export function withoutTooltips<T extends Scope>(scope: T): T {
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
