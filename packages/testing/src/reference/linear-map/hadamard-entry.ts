/** Entry (i, j) of the Hadamard matrix in its natural (Sylvester) order: -1 where i and j share an odd number of bits. */
export function hadamardEntry(i: number, j: number): number {
  let common = i & j;
  let entry = 1;
  for (; common !== 0; common &= common - 1) entry = -entry;
  return entry;
}
