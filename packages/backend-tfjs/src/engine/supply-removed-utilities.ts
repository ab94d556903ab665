import util from 'node:util';

/**
 * Gives `node:util` back two functions that tfjs-node 4.22 calls in every operation. Node 23 removed the first, a later one
 * may remove the second, and Node 22 prints a warning for each.
 */
export function supplyRemovedUtilities(): void {
  Object.assign(util, {
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
    isArray: Array.isArray,
  });
}
