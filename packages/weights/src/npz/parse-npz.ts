import { buffer } from 'node:stream/consumers';
import { errorMessage, isDofError } from '@dof/core';
import { badFile, type NamedTensor } from '../named-tensor.js';
import { parseNpy } from './parse-npy.js';

/** Bytes that a file may unpack to: a small one may claim to be anything. */
const LARGEST = 2 ** 31;

/**
 * Reads a `.npz` file, a zip archive of one `.npy` file an array, as numpy.savez and savez_compressed write it. Returns the
 * arrays in the order of the file. Nothing is written anywhere.
 *
 * @param source names the file in messages
 * @throws DofError DOF_WEIGHTS_FILE
 */
export async function parseNpz(bytes: Uint8Array, source: string): Promise<readonly NamedTensor[]> {
  const tensors = new Map<string, NamedTensor>();
  try {
    const { fromBufferPromise } = await import('yauzl');
    const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), {
      lazyEntries: true,
    });
    let unpacked = 0;
    for await (const entry of zip.eachEntry()) {
      if (!entry.fileName.endsWith('.npy')) continue;
      const name = entry.fileName.replace(/\.npy$/, '');
      unpacked += entry.uncompressedSize;
      if (unpacked > LARGEST) throw badFile(source, `unpacks to more than ${LARGEST} bytes`);
      if (tensors.has(name)) throw badFile(source, `holds "${name}" twice`);
      tensors.set(name, parseNpy(await buffer(await zip.openReadStreamPromise(entry)), name, source));
    }
  } catch (error) {
    if (isDofError(error)) throw error;
    throw badFile(source, `no whole .npz file: ${errorMessage(error)}`, error);
  }
  return [...tensors.values()];
}
