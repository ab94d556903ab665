/** What the scripts of docs/results/width.md share: the networks, and d_G beside d* at every start and level. */

export const CELLS = [
  { name: 'width-conv-2-mnist', title: 'Conv-2 on MNIST' },
  { name: 'width-fully-connected-mnist', title: '784-200-200-10 on MNIST' },
  { name: 'width-conv-2-fashion', title: 'Conv-2 on Fashion-MNIST' },
  { name: 'width-fully-connected-fashion', title: '784-200-200-10 on Fashion-MNIST' },
  { name: 'width-conv-3-cifar10', title: 'Conv-3 on CIFAR-10' },
];

/** One point for each start and level of a `width.json`, with what was measured of both thresholds. */
export function pointsOf({ dimension, widths, measured, settings }) {
  const points = widths.flatMap(({ start, loss, levels }, startIndex) => {
    const series = measured.find((one) => one.start === start);
    return levels.map((found) => ({
      ...{ start, startIndex, startLoss: loss },
      ...found,
      dStar: series?.thresholds.find(({ level }) => level === found.level),
    }));
  });
  return { dimension, settings, points };
}

/** Whether both thresholds are measured. */
export function comparable({ status, dG, dStar }) {
  return status === 'measured' && dG > 0 && dStar?.status === 'measured';
}

/** d* / d_G, from the ends of both intervals; undefined where one of them is not measured. */
export function ratioOf(point) {
  if (!comparable(point)) return undefined;
  const { dG, lower, upper, dStar } = point;
  const of = (star, width) => (star === null || width === null || !(width > 0) ? null : star / width);
  return { value: dStar.dStar / dG, lower: of(dStar.lower, upper), upper: of(dStar.upper, lower) };
}

export const number = (value) => (value === null ? '' : value < 10 ? value.toPrecision(2) : value.toFixed(0));

export function interval({ lower, upper }) {
  if (lower === null) return upper === null ? '' : `at most ${number(upper)}`;
  return upper === null ? `above ${number(lower)}` : `${number(lower)} to ${number(upper)}`;
}

/** A value with its interval, where it has one. */
export const withInterval = (value, ends) =>
  interval(ends) === '' ? number(value) : `${number(value)} (${interval(ends)})`;

/** Whether most of the searches for d_G converged, so that it is not only a bound. */
export const trusted = ({ converged, directions }) => converged > directions / 2;

export function thresholdWords(dStar) {
  if (dStar === undefined) return '';
  if (dStar.status === 'measured') return withInterval(dStar.dStar, dStar);
  if (dStar.upper !== null && dStar.status === 'below') return `at most ${number(dStar.upper)}`;
  return dStar.lower === null ? dStar.status : `above ${number(dStar.lower)}`;
}
