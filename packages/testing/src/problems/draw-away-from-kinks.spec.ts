import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ModelSpec } from '@dof/core';
import { referenceKinkMargin } from '../reference/reference-kink-margin.js';
import { standardisedExamples } from '../reference/standardised-examples.js';
import { arbitraryModel } from './arbitrary-model.js';
import { drawAwayFromKinks } from './draw-away-from-kinks.js';
import { randomDataset } from './random-dataset.js';
import { randomParameters } from './random-parameters.js';

const shape = { classes: 2, trainCount: 3, testCount: 2 };

describe('drawAwayFromKinks', () => {
  it('leaves every example of both splits clear of the kinks and touches only the inputs that were near', () => {
    let redrawn = 0;
    fc.assert(
      fc.property(arbitraryModel({ maximumChannels: 7 }), fc.nat(), (model, seed) => {
        const data = randomDataset([seed, 0], { inputShape: model.inputShape, ...shape });
        const w = randomParameters(model, [seed, 1]);
        const point = Float64Array.from(w);
        const away = drawAwayFromKinks(model, w, data, [seed, 2], 1e-3);
        for (const split of ['train', 'test'] as const) {
          expect(away[split].labels).toEqual(data[split].labels);
          for (let n = 0; n < data[split].count; n++) {
            const before = standardisedExamples(data, split, [n]).inputs;
            const after = standardisedExamples(away, split, [n]).inputs;
            expect(referenceKinkMargin(model, point, after, 1)).toBeGreaterThanOrEqual(1e-3);
            if (referenceKinkMargin(model, point, before, 1) >= 1e-3) expect(after).toEqual(before);
            else redrawn++;
          }
        }
        expect(away.standardisation).toEqual(data.standardisation);
      }),
      { numRuns: 40, seed: 5 },
    );
    expect(redrawn).toBeGreaterThan(0);
  });

  it('gives up on a kink that no input avoids', () => {
    const model: ModelSpec = {
      name: 'stuck',
      inputShape: [1, 1, 1],
      layers: [{ type: 'flatten' }, { type: 'dense', units: 2 }, { type: 'relu' }],
      loss: 'softmax-cross-entropy',
    };
    const data = randomDataset([1, 1], { inputShape: [1, 1, 1], ...shape });
    expect(() => drawAwayFromKinks(model, new Float32Array(4), data, [1, 2])).toThrow(/example 0 of train/);
  });
});
