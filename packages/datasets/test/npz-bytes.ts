import { crc32 } from 'node:zlib';

/** A numpy array to store: its type such as `<u2`, its shape, and its entries row-major. */
export interface StoredArray {
  readonly type: string;
  readonly shape: readonly number[];
  readonly entries: readonly number[];
}

/** Writers of numbers by type, little-endian. */
const WRITERS: Readonly<Record<string, (view: DataView, at: number, value: number) => void>> = {
  '|b1': (view, at, value) => view.setUint8(at, value),
  '|u1': (view, at, value) => view.setUint8(at, value),
  '|i1': (view, at, value) => view.setInt8(at, value),
  '<u2': (view, at, value) => view.setUint16(at, value, true),
  '<i4': (view, at, value) => view.setInt32(at, value, true),
  '<i8': (view, at, value) => view.setBigInt64(at, BigInt(value), true),
  '<f2': (view, at, value) => view.setUint16(at, value, true),
  '<f4': (view, at, value) => view.setFloat32(at, value, true),
  '<f8': (view, at, value) => view.setFloat64(at, value, true),
};

/** A `.npz` file of these arrays, as `numpy.savez` writes it; entries of `<f2` are given by their bits. */
export function npzBytes(arrays: Readonly<Record<string, StoredArray>>): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, array] of Object.entries(arrays)) {
    const file = Buffer.from(`${name}.npy`);
    const bytes = npyBytes(array);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt32LE(crc32(bytes), 10);
    facts.writeUInt32LE(bytes.length, 14);
    facts.writeUInt32LE(bytes.length, 18);
    facts.writeUInt16LE(file.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), facts, file, bytes]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), facts, place, file]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(central.length, 8);
  end.writeUInt16LE(central.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

function npyBytes({ type, shape, entries }: StoredArray): Buffer {
  const size = Number(type.slice(2));
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': (${shape.join(', ')},), }`;
  const header = `${text.padEnd(128 - 10 - 1)}\n`;
  const bytes = Buffer.alloc(128 + size * entries.length);
  bytes.write('\x93NUMPY\x01\x00', 'latin1');
  bytes.writeUInt16LE(header.length, 8);
  bytes.write(header, 10, 'latin1');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  entries.forEach((value, i) => WRITERS[type](view, 128 + i * size, value));
  return bytes;
}
