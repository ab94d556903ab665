import { describe, expect, it } from '@jest/globals';
import { decideOptions } from './decide-options.js';

const layout = { dimension: 30, segments: [] };

describe('decideOptions', () => {
  it('gives the options back where nothing is left open', () => {
    const given = { kind: 'a', size: [1, 2] };
    expect(decideOptions({}, given, layout, [1])).toEqual({ options: given, decided: {} });
    expect(decideOptions({ resolveOptions: (options) => options }, given, layout, [1]).decided).toEqual({});
  });

  it('tells what was changed or added, and what by', () => {
    const resolveOptions = (options: unknown, { dimension }: { dimension: number }, requested: readonly number[]) => ({
      ...(options as object),
      kind: 'b',
      size: dimension * Math.max(...requested),
      list: [1, 2],
    });
    const given = { kind: 'auto', list: [1, 2], other: 5 };
    expect(decideOptions({ resolveOptions }, given, layout, [2, 7])).toEqual({
      options: { kind: 'b', size: 210, list: [1, 2], other: 5 },
      decided: { kind: 'b', size: 210 },
    });
    expect(given).toEqual({ kind: 'auto', list: [1, 2], other: 5 });
  });
});
