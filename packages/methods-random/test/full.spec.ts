import { describe, expect, it } from '@jest/globals';
import { parameterLayout, type ModelSpec } from '@dof/core';
import { randomParameters, ReferenceBackend } from '@dof/testing';
import { full } from '@dof/methods-random';

const model: ModelSpec = {
  name: 'small',
  inputShape: [3, 3, 1],
  layers: [{ type: 'flatten' }, { type: 'dense', units: 3 }],
  loss: 'softmax-cross-entropy',
};
const layout = parameterLayout(model);
const start = { w: randomParameters(model, [1, 2]) };
const context = { start, key: [3, 4] as const, options: {}, backend: new ReferenceBackend(), layout };
const reparametrise = (d: number) => full.reparametrise({ ...context, d, signal: new AbortController().signal });

describe('full', () => {
  it('moves every parameter by its own coordinate, and hands its gradient back', async () => {
    const map = await reparametrise(layout.dimension);
    const theta = map.initialCoordinates().map((_, i) => i / 8);
    const [w, out] = [new Float32Array(layout.dimension), new Float32Array(layout.dimension)];
    void map.embed(theta, w);
    expect([...w]).toEqual([...start.w].map((value, i) => Math.fround(value + i / 8)));
    void map.pullback(theta, w, out);
    expect([...out]).toEqual([...w]);
  });

  it('has D degrees of freedom and no others', async () => {
    expect(full.attainable(layout, {})).toEqual({ values: [layout.dimension] });
    await expect(reparametrise(layout.dimension - 1)).rejects.toMatchObject({ code: 'DOF_BAD_DIMENSION' });
  });
});
