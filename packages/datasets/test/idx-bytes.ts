/** The bytes of an IDX file of unsigned bytes. */
export function idxBytes(shape: readonly number[], entries: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * shape.length + entries.length);
  bytes.set([0, 0, 8, shape.length]);
  const view = new DataView(bytes.buffer);
  shape.forEach((size, i) => view.setUint32(4 + 4 * i, size));
  bytes.set(entries, 4 + 4 * shape.length);
  return bytes;
}
