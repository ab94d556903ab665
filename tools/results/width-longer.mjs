/** d* after longer training at three learning rates, and in lottery subspaces, for docs/results/width.md. */
import { markdownTable } from './documents.mjs';
import { number, thresholdWords } from './width-points.mjs';

/**
 * @param results results.json of experiments/width-longer.yaml
 * @param cell what was measured of the same network with shorter training
 */
export function longerTable({ methods }, cell) {
  const random = methods.filter(({ method }) => method.name === 'random');
  const lottery = methods.find(({ method }) => method.name === 'lottery-subspace');
  const at = ({ levels }, level) => levels.find((one) => one.level === level)?.threshold;
  const rates = random.map(({ training }) => training.optimizer.learningRate);
  const points = cell.points.filter(({ start }) => start === 'initialisation');
  return markdownTable(
    [
      'level',
      'd_G',
      'd\\*, 10 epochs at 0.05',
      ...rates.map((rate) => `30 epochs at ${rate}`),
      'least of these / d_G',
      'lottery subspace',
    ],
    points.map(({ level, dG, dStar }) => {
      const found = random.map((series) => at(series, level));
      const least = Math.min(...found.map((one) => (one?.status === 'measured' ? one.dStar : Infinity)));
      return [
        level,
        number(dG),
        thresholdWords(dStar),
        ...found.map(thresholdWords),
        Number.isFinite(least) ? (least / dG).toPrecision(2) : '',
        lottery === undefined ? '' : thresholdWords(at(lottery, level)),
      ];
    }),
  );
}
