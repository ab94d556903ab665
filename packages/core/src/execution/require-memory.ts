import { totalmem } from 'node:os';
import { DofError } from '../errors/dof-error.js';

/**
 * Throws DOF_TOO_LARGE when something does not fit into this machine's memory, before an allocation fails halfway.
 *
 * @param bytes that it takes
 * @param what it is, with the numbers that make it large, in the plural
 * @param advice what to ask for instead
 */
export function requireMemory(bytes: number, what: string, advice: string, available = totalmem()): void {
  if (bytes <= available) return;
  const gibibytes = (value: number): string => (value / 2 ** 30).toFixed(1);
  throw new DofError(
    'DOF_TOO_LARGE',
    `${what} take ${gibibytes(bytes)} GiB, this machine has ${gibibytes(available)}: ${advice}`,
  );
}
