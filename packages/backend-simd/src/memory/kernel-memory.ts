import { DofError } from '@dof/core';

/** The most that 32-bit addresses and offsets reach: all of a WebAssembly memory, or one native block. */
export const BLOCK_LIMIT = 2 ** 32;

/**
 * The memory that kernels work in: blocks, and views of them. A view is good until the next allocation, which may move
 * the memory, so views are made where they are used and not kept.
 */
export interface KernelMemory {
  /** Bytes held now, given out or not. */
  readonly size: number;
  /**
   * The address of a new block that starts at a cache line, with undefined contents.
   *
   * @param what names the block in the DOF_ENGINE_MEMORY error thrown when it does not fit.
   * @param remedy says in that error what the user can do.
   */
  allocate(bytes: number, what: string, remedy: string): number;
  /** Gives a block back by its address; throws a RangeError for an address that is not in use. */
  free(address: number): void;
  /** Views inside one block. */
  floats(address: number, length: number): Float32Array;
  doubles(address: number, length: number): Float64Array;
  words(address: number, length: number): Uint32Array;
  bytes(address: number, length: number): Uint8Array;
}

/** The error of an allocation that does not fit. */
export function outOfMemory(
  { what, remedy, bytes, limit }: { what: string; remedy: string; bytes: number; limit: string },
  cause: unknown,
): DofError {
  const needed = (bytes / 2 ** 20).toFixed(0);
  return new DofError('DOF_ENGINE_MEMORY', `${what} needs ${needed} MiB, which do not fit ${limit}: ${remedy}`, {
    cause,
  });
}
