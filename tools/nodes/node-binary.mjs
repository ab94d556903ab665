import { join } from 'node:path';
import process from 'node:process';
import { unpackedPackage } from './unpacked-package.mjs';

/** The newest two that people have; the first that is supported is what all other checks run under. */
export const NEWEST_NODES = ['24.22.3', '26.12.1'];

/**
 * The path of a Node of that version, from the npm package that the npm package `node` installs.
 *
 * @throws Error, with one line, where it cannot be had.
 */
export function nodeBinary(version) {
  const folder = unpackedPackage(`node-${process.platform}-${process.arch}@${version}`);
  return join(folder, 'bin', 'node');
}
