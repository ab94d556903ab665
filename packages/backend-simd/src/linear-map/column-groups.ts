/**
 * Bytes of a group of columns. Groups of this size stay in the second-level cache of today's servers, 512 KiB to 2 MiB,
 * beside the parts of two vectors of length D; much smaller ones break the stream through the matrix too often.
 */
const AIM_BYTES = 384 * 2 ** 10;

/**
 * Where the least group is larger, the products follow each other. A^T g and A theta one after the other take so many times
 * as long as in one pass, measured on a Zen 5 server with all four engines: 1.5 to 2.2 up to 640 KiB a group, 1.5 to 1.7
 * from 1 to 2 MiB and 1.4 with 3 MiB, where the third-level cache serves the second product; with 6 MiB and more anything
 * from .95 to 1.4. The table is in the README.
 */
const MOST_BYTES = 4 * 2 ** 20;

/** Whether a group of columns of so many bytes is still in cache when it has been read. */
export function staysInCache(bytes: number): boolean {
  return bytes <= MOST_BYTES;
}

/**
 * How many columns of a stored matrix to take at once: undefined where one pass is no faster than two.
 *
 * @param unit columns that the kernels take at least
 * @param unitBytes of these
 * @param columns of the matrix; one that is a single group is in cache anyway
 */
export function columnsPerGroup(unit: number, unitBytes: number, columns: number): number | undefined {
  const group = unit * Math.max(1, Math.floor(AIM_BYTES / unitBytes));
  return staysInCache(unitBytes) && group < columns ? group : undefined;
}
