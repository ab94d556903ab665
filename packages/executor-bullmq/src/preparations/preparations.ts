import { createHash } from 'node:crypto';
import { endianness } from 'node:os';
import {
  ARRAY_TYPES,
  arrayTypeName,
  DofError,
  preparedManifestSchema,
  requireMemory,
  type Prepared,
  type PreparedManifest,
  type TypedArray,
} from '@dof/core';
import { CHUNK_BYTES, type BlobStore } from './blob-store.js';

/**
 * Preparations, published once and fetched by whoever trains from them: a manifest under the preparation's key, and
 * every array under the SHA-256 of its bytes, which is checked on arrival. One chunk is in memory beside the arrays.
 */
export class Preparations {
  readonly #blobs: BlobStore;

  constructor(blobs: BlobStore) {
    this.#blobs = blobs;
  }

  /** Whether the preparation is there; one that is stays for another lifetime. */
  async touch(key: string): Promise<boolean> {
    const manifest = await this.#manifest(key);
    if (manifest === undefined) return false;
    for (const { sha256 } of manifest.arrays) {
      if (!(await this.#blobs.touch(sha256))) return false;
    }
    return this.#blobs.touch(key);
  }

  /** Publishes what is not there yet; the manifest last, so that nobody finds one without its arrays. */
  async publish(key: string, { meta, cost, arrays }: Prepared): Promise<void> {
    const entries: PreparedManifest['arrays'] = [];
    for (const [name, array] of Object.entries(arrays)) {
      const sha256 = hashOf(array);
      if (!(await this.#blobs.touch(sha256))) await this.#blobs.write(sha256, chunksOf(array));
      entries.push({ name, type: arrayTypeName(array), length: array.length, sha256 });
    }
    const manifest: PreparedManifest = {
      format: 1,
      byteOrder: endianness(),
      meta,
      ...(cost === undefined ? {} : { cost }),
      arrays: entries,
    };
    await this.#blobs.write(key, chunksOf(formatManifest(manifest)));
  }

  /**
   * Returns undefined when the preparation, or a part of it, is not there or not what was published; what is left of it
   * is removed then, so that it can be published again.
   */
  async fetch(key: string): Promise<Prepared | undefined> {
    const manifest = await this.#manifest(key);
    if (manifest === undefined) return undefined;
    if (manifest.byteOrder !== endianness()) {
      throw new DofError(
        'DOF_VERSION_MISMATCH',
        `the run's preparation has byte order ${manifest.byteOrder}, this worker ${endianness()}: use machines of one kind`,
      );
    }
    const bytes = manifest.arrays.reduce(
      (sum, { type, length }) => sum + length * ARRAY_TYPES[type].BYTES_PER_ELEMENT,
      0,
    );
    requireMemory(bytes, 'the arrays of the preparation', 'use a machine with more memory');
    const arrays: [string, TypedArray][] = [];
    for (const entry of manifest.arrays) {
      const array = await this.#array(entry);
      if (array === undefined) {
        await this.#blobs.remove(entry.sha256);
        await this.#blobs.remove(key);
        return undefined;
      }
      arrays.push([entry.name, array]);
    }
    return {
      meta: manifest.meta,
      // By entries, so that an array named __proto__ is one like the others.
      arrays: Object.fromEntries(arrays),
      ...(manifest.cost === undefined ? {} : { cost: manifest.cost }),
    };
  }

  async #manifest(key: string): Promise<PreparedManifest | undefined> {
    const chunks = await this.#blobs.read(key);
    if (chunks === undefined) return undefined;
    const parts: Uint8Array[] = [];
    for await (const chunk of chunks) parts.push(chunk);
    return parseManifest(Buffer.concat(parts));
  }

  async #array({ type, length, sha256 }: PreparedManifest['arrays'][number]): Promise<TypedArray | undefined> {
    const chunks = await this.#blobs.read(sha256);
    if (chunks === undefined) return undefined;
    const array = new ARRAY_TYPES[type](length);
    const bytes = new Uint8Array(array.buffer);
    const hash = createHash('sha256');
    let at = 0;
    for await (const chunk of chunks) {
      if (at + chunk.length > bytes.length) return undefined;
      bytes.set(chunk, at);
      hash.update(chunk);
      at += chunk.length;
    }
    return at === bytes.length && hash.digest('hex') === sha256 ? array : undefined;
  }
}

/** The bytes of a manifest: the SHA-256 of its JSON in hex, a line feed, the JSON. */
function formatManifest(manifest: PreparedManifest): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(manifest));
  return Buffer.concat([new TextEncoder().encode(`${hashOf(json)}\n`), json]);
}

/** Returns undefined for bytes that are not what {@link formatManifest} made. */
function parseManifest(bytes: Buffer): PreparedManifest | undefined {
  const json = bytes.subarray(65);
  if (bytes.toString('utf8', 0, 65) !== `${hashOf(json)}\n`) return undefined;
  const manifest = JSON.parse(json.toString()) as PreparedManifest;
  return preparedManifestSchema.safeParse(manifest).success ? manifest : undefined;
}

function hashOf(array: TypedArray): string {
  const hash = createHash('sha256');
  for (const chunk of chunksOf(array)) hash.update(chunk);
  return hash.digest('hex');
}

function* chunksOf(array: TypedArray): Generator<Uint8Array> {
  for (let offset = 0; offset < array.byteLength; offset += CHUNK_BYTES) {
    yield new Uint8Array(array.buffer, array.byteOffset + offset, Math.min(CHUNK_BYTES, array.byteLength - offset));
  }
}
