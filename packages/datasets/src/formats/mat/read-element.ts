import { corruptFile } from '../../published/file-checks.js';

/** The bytes of a MAT-file, or of a part of it that was compressed. */
export interface MatBytes {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly littleEndian: boolean;
  /** Names the file in error messages. */
  readonly source: string;
}

/** A data element: where its content is, and where the next one begins. */
export interface MatElement {
  readonly type: number;
  readonly start: number;
  readonly end: number;
  /** The content padded to 8 bytes. */
  readonly next: number;
}

/**
 * Reads the tag of the element at `at`. Elements of at most four bytes have them within the tag.
 *
 * @throws DOF_DATA_CORRUPT when it does not end before `limit`
 */
export function readElement({ view, littleEndian, source }: MatBytes, at: number, limit: number): MatElement {
  const cut = (needed: number): never => {
    throw corruptFile(source, `${needed} bytes at ${at}`, `the end at ${limit}`);
  };
  if (at + 8 > limit) cut(8);
  const first = view.getUint32(at, littleEndian);
  if (first >>> 16 !== 0) {
    const length = first >>> 16;
    if (length > 4) cut(length);
    return { type: first & 0xffff, start: at + 4, end: at + 4 + length, next: at + 8 };
  }
  const length = view.getUint32(at + 4, littleEndian);
  const start = at + 8;
  if (start + length > limit) cut(length);
  // The last element of a compressed part may lack its padding.
  return { type: first, start, end: start + length, next: Math.min(start + Math.ceil(length / 8) * 8, limit) };
}
