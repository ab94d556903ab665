import { describe, expect, it } from '@jest/globals';
import { isDofError } from '@dof/core';
import { FLOAT_TYPES, parseSafetensors, writeSafetensors } from '@dof/weights';
import fc from 'fast-check';

/** A file of a header, as an object or as text, and of so many bytes of data. */
function file(header: unknown, data: number | Uint8Array, length?: bigint): Uint8Array {
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const before = Buffer.alloc(8);
  before.writeBigUInt64LE(length ?? BigInt(text.length));
  return Buffer.concat([before, text, typeof data === 'number' ? Buffer.alloc(data) : data]);
}

const entry = (begin: number, end: number, shape: unknown = [(end - begin) / 4], dtype: unknown = 'F32') => {
  return { dtype, shape, data_offsets: [begin, end] };
};

describe('parseSafetensors', () => {
  it('reads what the format says, in the order of the data', () => {
    const data = Buffer.alloc(20);
    [1.5, -2, 3].forEach((value, i) => data.writeFloatLE(value, 4 * i));
    data.writeBigInt64LE(7n, 12);
    const header = {
      __metadata__: { format: 'pt' },
      steps: entry(12, 20, [], 'I64'),
      'fc.bias': entry(0, 12, [3]),
    };
    const tensors = parseSafetensors(file(header, data), 'net.safetensors');
    expect(tensors).toEqual([
      { name: 'fc.bias', shape: [3], type: 'F32', values: Float32Array.of(1.5, -2, 3) },
      { name: 'steps', shape: [], type: 'I64' },
    ]);
  });

  it.each([
    ['an empty file', Buffer.alloc(0), '0 bytes are no safetensors file'],
    ['a huge header', file({}, 0, 2n ** 63n), 'tells of a header of 9223372036854775808 bytes'],
    ['a header longer than the file', file({}, 0, 3n), 'a header of 3 bytes, where 2 are left'],
    ['a header that is cut off', file('{"a": ', 0), 'its header is no JSON'],
    ['a header of other text', file(Buffer.from([0x22, 0xff, 0x22]).toString('latin1'), 0), 'its header is no object'],
    ['a header that is a list', file([], 0), 'its header is no object'],
    [
      'two tensors of a name',
      file(`{"a":${JSON.stringify(entry(0, 4))},"\\u0061":${JSON.stringify(entry(4, 8))}}`, 8),
      '"a" twice',
    ],
    ['two types of a tensor', file('{"a":{"dtype":"F32","dtype":"F64"}}', 0), '"dtype" twice'],
    ['an unknown type', file({ a: entry(0, 4, [1], 'F31') }, 4), 'has the type "F31"'],
    ['a type that objects have', file({ a: entry(0, 4, [1], 'constructor') }, 4), 'has the type "constructor"'],
    ['no type', file({ a: { shape: [1], data_offsets: [0, 4] } }, 4), 'has the type undefined'],
    ['a tensor that is a number', file({ a: 1 }, 0), 'not described by an object'],
    ['a negative side', file({ a: entry(0, 4, [-1]) }, 4), 'shape'],
    ['sides that cannot be counted', file({ a: entry(0, 4, [2 ** 30, 2 ** 30]) }, 4), 'shape'],
    ['a shape of other size', file({ a: entry(0, 8, [3]) }, 8), '3 of F32, 12 bytes, but its data take 8'],
    ['data beyond the file', file({ a: entry(0, 16) }, 8), 'take 16 bytes, the file has 8'],
    ['data that nothing describes', file({ a: entry(0, 4) }, 8), 'take 4 bytes, the file has 8'],
    ['data that overlap', file({ a: entry(0, 8), b: entry(4, 12) }, 12), '"b" begin at 4, which overlaps'],
    ['a gap', file({ a: entry(0, 4), b: entry(8, 12) }, 12), '"b" begin at 8, which leaves a gap'],
    [
      'data that end before they begin',
      file({ a: { dtype: 'F32', shape: [0], data_offsets: [4, 0] } }, 4),
      'data_offsets',
    ],
    [
      'offsets that are no numbers',
      file({ a: { dtype: 'F32', shape: [1], data_offsets: ['0', 4] } }, 4),
      'data_offsets',
    ],
  ])('refuses %s', (_, bytes, message) => {
    const read = (): unknown => parseSafetensors(bytes, 'net.safetensors');
    expect(read).toThrow(message);
    expect(read).toThrow(expect.objectContaining({ code: 'DOF_WEIGHTS_FILE' }));
  });

  it('takes any bytes for a file or says in one line why not', () => {
    const whole = writeSafetensors([{ name: 'a', shape: [2, 3], values: Float32Array.from({ length: 6 }) }]);
    const broken = fc
      .array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 })
      .map((changes) => {
        const bytes = whole.slice();
        for (const [at, byte] of changes) bytes[at] = byte;
        return bytes;
      });
    const headers = fc.json().map((text) => file(text, 8));
    const described = fc
      .dictionary(
        fc.string(),
        fc.record({ dtype: fc.constantFrom('F32', 'I8', 1), shape: fc.anything(), data_offsets: fc.anything() }),
      )
      .map((header) => file(header, 8));
    fc.assert(
      fc.property(fc.oneof(broken, headers, described, fc.uint8Array()), (bytes) => {
        try {
          parseSafetensors(bytes, 'net.safetensors');
        } catch (error) {
          expect(isDofError(error) && error.code === 'DOF_WEIGHTS_FILE' && !error.message.includes('\n')).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('writeSafetensors', () => {
  const tensor = fc
    .tuple(fc.string({ unit: 'binary' }), fc.array(fc.nat(4), { maxLength: 3 }))
    .filter(([name]) => name !== '__metadata__' && !/[\ud800-\udfff]/.test(name))
    .chain(([name, shape]) => {
      const length = shape.reduce((product, size) => product * size, 1);
      return fc.float64Array({ minLength: length, maxLength: length }).map((values) => ({ name, shape, values }));
    });
  const tensors = fc.uniqueArray(tensor, { selector: ({ name }) => name, maxLength: 5 });

  it('writes what parseSafetensors reads, in the order given, rounded to the type', () => {
    fc.assert(
      fc.property(tensors, fc.constantFrom(...FLOAT_TYPES), (list, type) => {
        const bytes = writeSafetensors(list, { type, metadata: { format: 'pt' } });
        expect(new DataView(bytes.buffer).getBigUint64(0, true) % 8n).toBe(0n);
        const read = parseSafetensors(bytes, 'net.safetensors').filter(({ shape }) => !shape.includes(0));
        const wanted = list.filter(({ shape }) => !shape.includes(0));
        expect(read.map(({ name, shape }) => ({ name, shape }))).toEqual(
          wanted.map(({ name, shape }) => ({ name, shape })),
        );
        if (type === 'F64') expect(read.map(({ values }) => values)).toEqual(wanted.map(({ values }) => values));
        if (type === 'F32') {
          expect(read.map(({ values }) => values)).toEqual(wanted.map(({ values }) => Float32Array.from(values)));
        }
      }),
    );
  });

  it.each([
    [
      'a name twice',
      [
        { name: 'a', shape: [1], values: [1] },
        { name: 'a', shape: [1], values: [1] },
      ],
    ],
    ['the name of the metadata', [{ name: '__metadata__', shape: [1], values: [1] }]],
    ['values that do not fill their shape', [{ name: 'a', shape: [2], values: [1] }]],
  ])('refuses %s', (_, list) => {
    expect(() => writeSafetensors(list)).toThrow(TypeError);
  });
});
