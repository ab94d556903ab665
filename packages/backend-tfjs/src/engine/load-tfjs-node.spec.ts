import util from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadTfjsNode, type Require } from './load-tfjs-node.js';

/** A package that loads and multiplies as it is told; `asked` collects the names it was loaded by. */
function installed(product: () => number, asked: string[] = []): Require {
  const tensor = (value: number) => ({ dataSync: () => [value], dispose: () => {} });
  const tf = {
    tidy: (compute: () => unknown) => compute(),
    tensor2d: () => tensor(0),
    matMul: () => tensor(product()),
  };
  const load = (name: string): unknown => {
    asked.push(name);
    return tf;
  };
  return Object.assign(load, { resolve: (file: string) => file });
}

describe('loadTfjsNode', () => {
  it('loads the package by its name and lets it compute', () => {
    const asked: string[] = [];
    expect(loadTfjsNode(installed(() => 11, asked))).toBeUndefined();
    expect(asked).toEqual(['@tensorflow/tfjs-node']);
  });

  it('takes it for broken where its first operation throws, as it does under Node 23 left to itself', () => {
    const broken = installed(() => {
      throw new TypeError('(0 , util_1.isNullOrUndefined) is not a function');
    });
    expect(loadTfjsNode(broken)).toBe(
      '@tensorflow/tfjs-node does not work ((0 , util_1.isNullOrUndefined) is not a function)',
    );
  });

  it('takes it for broken where it computes something else', () => {
    expect(loadTfjsNode(installed(() => 10))).toBe('@tensorflow/tfjs-node does not work (1 x 3 + 2 x 4 is 10 there)');
  });

  describe('where Node has removed what it calls', () => {
    const names = ['isNullOrUndefined', 'isArray'];
    const functions = util as unknown as Record<string, ((value: unknown) => boolean) | undefined>;
    const before = Object.fromEntries(names.map((name) => [name, functions[name]]));
    beforeEach(() => names.forEach((name) => delete functions[name]));
    afterEach(() => void Object.assign(util, before));

    it('puts it back before it is loaded', () => {
      const answers = installed(() => {
        const { isNullOrUndefined, isArray } = functions;
        expect([null, undefined, 0, ''].map((value) => isNullOrUndefined?.(value))).toEqual([true, true, false, false]);
        expect([[], {}].map((value) => isArray?.(value))).toEqual([true, false]);
        return 11;
      });
      expect(loadTfjsNode(answers)).toBeUndefined();
    });
  });
});
