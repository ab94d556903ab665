/** What searches save that begin where d* is expected, for docs/results/width.md, from what width-search.mjs wrote. */
import { markdownTable } from './documents.mjs';
import { CELLS } from './width-points.mjs';

const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return (sorted[Math.floor(half - 0.5)] + sorted[Math.floor(half)]) / 2;
};

/** @param searches docs/results/width/searches.json */
export function searchesTable(searches) {
  const names = CELLS.filter(({ name }) => searches.some((one) => one.name === name));
  const groups = [
    ...names.map(({ name, title }) => ({ title, own: searches.filter((one) => one.name === name) })),
    ...(names.length > 1 ? [{ title: 'all', own: searches }] : []),
  ];
  return markdownTable(
    [
      'network',
      'searches',
      'runs from the middle (median)',
      'runs from d_G (median)',
      'saved (median)',
      'worst',
      'best',
    ],
    groups.map(({ title, own }) => {
      const saved = own.map(({ middle, begun }) => middle.runs - begun.runs);
      return [
        title,
        own.length,
        median(own.map(({ middle }) => middle.runs)),
        median(own.map(({ begun }) => begun.runs)),
        median(saved),
        Math.min(...saved),
        Math.max(...saved),
      ];
    }),
  );
}
