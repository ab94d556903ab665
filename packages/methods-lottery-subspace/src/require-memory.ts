import { totalmem } from 'node:os';
import { DofError } from '@dof/core';

/**
 * Throws DOF_TOO_LARGE when snapshots and directions do not fit into this machine's memory.
 *
 * @param dimension D
 * @param largest for every number of snapshots the largest d that it serves
 */
export function requireMemory(dimension: number, largest: ReadonlyMap<number, number>, memory = totalmem()): void {
  const snapshots = Math.max(0, ...largest.keys());
  const directions = [...largest].reduce((sum, [length, d]) => sum + Math.min(length, d), 0);
  // The last directions are there twice while they are copied together; the decomposition takes three n x n matrices.
  const last = Math.min(snapshots, largest.get(snapshots) ?? 0);
  const bytes = 4 * dimension * (snapshots + directions + last) + 24 * snapshots ** 2;
  if (bytes <= memory) return;
  const gibibytes = (value: number): string => (value / 2 ** 30).toFixed(1);
  throw new DofError(
    'DOF_TOO_LARGE',
    `${snapshots} snapshots of D = ${dimension} and their directions take ${gibibytes(bytes)} GiB, this machine has ` +
      `${gibibytes(memory)}: ask for fewer snapshots or a smaller d`,
  );
}
