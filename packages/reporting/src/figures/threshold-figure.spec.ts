import { describe, expect, it } from '@jest/globals';
import { reportInput, runResult } from '../../test/run-results.js';
import { renderSvg } from '../pictures/render-svg.js';
import { buildReport } from '../report/build-report.js';
import { thresholdFigure } from './threshold-figure.js';

const WEIGHTS = {
  type: 'weights',
  file: 'resnet20-of-the-other-classes.safetensors',
  reader: { name: 'weights', version: '1' },
  contentHash: 'a'.repeat(64),
  layout: 'ours',
} as const;

/** Runs that reach 0.5 from d = 16 on, from given weights with and without their last layer. */
const results = [[], ['dense1']].flatMap((except) =>
  [8, 16, 32].flatMap((d) =>
    [0, 1].map((seed) => {
      const run = runResult({ d, seed, losses: [2.5, d >= 16 ? 0.4 : 1.2] });
      const start = { ...WEIGHTS, except, seed: except.length === 0 ? 0 : seed };
      return { ...run, hash: `${except.join()} ${run.hash}`, specification: { ...run.specification, start } };
    }),
  ),
);

describe('thresholdFigure', () => {
  it('names long starts in full in its legend', async () => {
    const report = buildReport({ ...reportInput([], [], {}, [0.5]), results });
    const content = report.figures.find(({ module }) => module === thresholdFigure);
    const [picture] = content?.pictures ?? [];
    const texts = [...(await renderSvg(picture.spec)).matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
    expect(texts).toContain('weights of resnet20-of-the-other-classes.safetensors');
    expect(texts).toContain('weights of resnet20-of-the-other-classes.safetensors, except dense1');
  });
});
