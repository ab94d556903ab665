import { describe, expect, it } from '@jest/globals';
import { availableEngines, chooseEngine } from '../engine/choose-engine.js';
import { PLAN_FIELDS, requireSameLayout } from './plan-layout.js';

describe('requireSameLayout', () => {
  it.each(availableEngines())('holds for the kernels of %s', async (name) => {
    const { kernels } = await chooseEngine(name).open();
    expect(() => requireSameLayout(kernels)).not.toThrow();
    expect(kernels.layoutName(0, 4 * PLAN_FIELDS.length)).toBe(0);
    expect(kernels.layoutSize(6)).toBe(0);
  });

  it('refuses kernels with a field more, with two exchanged, or with another code', async () => {
    const { kernels } = await chooseEngine('wasm').open();
    const { layoutSize, layoutName } = kernels;
    const longer = { layoutName, layoutSize: (table: number) => layoutSize(table) + (table === 1 ? 4 : 0) };
    expect(() => requireSameLayout(longer)).toThrow(/another kernels\/plan.h.*: Op has size 128, not 124/);
    const exchanged = (wanted: number, a: number, b: number) => ({
      layoutSize,
      layoutName: (table: number, place: number) =>
        layoutName(table, table !== wanted ? place : place === a ? b : place === b ? a : place),
    });
    expect(() => requireSameLayout(exchanged(2, 8, 12))).toThrow(/Tensor has no height at 8/);
    expect(() => requireSameLayout(exchanged(4, 5, 8))).toThrow(/OpKind has no relu at 5/);
    expect(() => requireSameLayout(exchanged(5, 1, 2))).toThrow(/Loss has no softmaxCrossEntropy at 1/);
  });
});
