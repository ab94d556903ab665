import { canonicalJson, type SeriesStart } from '@dof/core';
import type { Series } from '../../summary/series.js';

/** A start as a theory's document names it. */
interface NamedStart {
  readonly start: string;
  readonly startSpecification?: SeriesStart;
}

/** What the report calls the start that a theory's document is about: it may have a longer name among more starts. */
export function startNames(series: readonly Series[]): (named: NamedStart) => string {
  const names = new Map(series.map(({ start, summary }) => [canonicalJson(summary.start), start]));
  return ({ start, startSpecification }) =>
    startSpecification === undefined ? start : (names.get(canonicalJson(startSpecification)) ?? start);
}
