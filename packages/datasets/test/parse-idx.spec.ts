import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { idxBytes } from './idx-bytes.js';
import { parseIdx } from '@dof/datasets';

const shapes = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 3 });

describe('parseIdx', () => {
  it('reads an image file worked out by hand', () => {
    const bytes = Uint8Array.from([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 4, 5, 255]);
    const { shape, data } = parseIdx(bytes, 'images', 3);
    expect(shape).toEqual([2, 1, 3]);
    expect([...data]).toEqual([1, 2, 3, 4, 5, 255]);
  });

  it('reads dimensions as big-endian numbers of 32 bits', () => {
    expect(parseIdx(idxBytes([0x0102], new Uint8Array(0x0102)), 'labels', 1).shape).toEqual([258]);
  });

  it('reads back whatever was written, also from the middle of a buffer', () => {
    fc.assert(
      fc.property(shapes, fc.nat(9), (shape, offset) => {
        const length = shape.reduce((product, size) => product * size, 1);
        const entries = Uint8Array.from({ length }, (_, i) => (i * 37) % 256);
        const written = idxBytes(shape, entries);
        const buffer = new Uint8Array(offset + written.length);
        buffer.set(written, offset);
        const array = parseIdx(buffer.subarray(offset), 'file', shape.length);
        expect(array.shape).toEqual(shape);
        expect([...array.data]).toEqual([...entries]);
      }),
    );
  });

  it('refuses a file of any other length, saying both lengths', () => {
    fc.assert(
      fc.property(shapes, fc.integer({ min: -40, max: 40 }), (shape, change) => {
        const length = shape.reduce((product, size) => product * size, 1);
        const whole = idxBytes(shape, new Uint8Array(length));
        fc.pre(change !== 0 && whole.length + change >= 0);
        const wrong = new Uint8Array(whole.length + change);
        wrong.set(whole.subarray(0, wrong.length));
        const parse = (): unknown => parseIdx(wrong, '/data/file', shape.length);
        expect(parse).toThrow(expect.objectContaining({ code: 'DOF_DATA_CORRUPT' }));
        expect(parse).toThrow(new RegExp(`^/data/file .*expected .* bytes.* found .*${wrong.length} bytes$`));
      }),
    );
  });

  it.each([
    ['labels in place of images', [0, 0, 8, 1], '0x00000801'],
    ['entries of another type', [0, 0, 0x0d, 3], '0x00000d03'],
    ['another format', [0x89, 0x50, 0x4e, 0x47], '0x89504e47'],
  ])('refuses %s by the magic number', (_what, magic, found) => {
    const bytes = Uint8Array.from([...magic, ...new Array<number>(12).fill(0)]);
    expect(() => parseIdx(bytes, 'file', 3)).toThrow(`expected magic number 0x00000803, found ${found}`);
  });
});
