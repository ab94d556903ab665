import { DofError } from '@dof/core';

/** An array of unsigned bytes with its shape, as an IDX file holds it. */
export interface IdxArray {
  readonly shape: readonly number[];
  /** Row-major; a view of the bytes that were parsed. */
  readonly data: Uint8Array;
}

const UNSIGNED_BYTE = 0x08;

/**
 * Parses the IDX format of the MNIST files: two zero bytes, the type of the entries, the number of dimensions, each
 * dimension as a big-endian 32-bit number, then the entries row-major. Only unsigned bytes are supported.
 *
 * @param source names the file in error messages
 * @param rank how many dimensions the file must have
 * @throws DOF_DATA_CORRUPT naming the source, what was expected and what was found
 */
export function parseIdx(bytes: Uint8Array, source: string, rank: number): IdxArray {
  const corrupt = (expected: string, found: string): DofError =>
    new DofError(
      'DOF_DATA_CORRUPT',
      `${source} is not the IDX file it should be: expected ${expected}, found ${found}`,
    );
  const headerLength = 4 + 4 * rank;
  if (bytes.length < headerLength) {
    throw corrupt(`a header of ${headerLength} bytes`, `a file of ${bytes.length} bytes`);
  }
  const magic = [0, 0, UNSIGNED_BYTE, rank];
  if (magic.some((byte, i) => bytes[i] !== byte)) {
    throw corrupt(`magic number ${hex(magic)}`, hex([...bytes.subarray(0, 4)]));
  }
  const header = new DataView(bytes.buffer, bytes.byteOffset, headerLength);
  const shape = Array.from({ length: rank }, (_, i) => header.getUint32(4 + 4 * i));
  const length = headerLength + shape.reduce((product, size) => product * size, 1);
  if (bytes.length !== length) {
    throw corrupt(`${length} bytes for ${shape.join(' x ')} entries`, `${bytes.length} bytes`);
  }
  return { shape, data: bytes.subarray(headerLength) };
}

function hex(bytes: readonly number[]): string {
  return `0x${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
