/** Keeps named byte strings for a while. Implementations: Redis itself, and a folder that all machines see. */
export interface BlobStore {
  /** Whether the blob is there whole; one that is stays for another lifetime. */
  touch(name: string): Promise<boolean>;
  /** Writes a blob that appears whole or not at all; `chunks` are at most CHUNK_BYTES long. */
  write(name: string, chunks: Iterable<Uint8Array>): Promise<void>;
  /** The blob's chunks in order; undefined where it is not there. A blob that vanishes meanwhile ends early. */
  read(name: string): Promise<AsyncIterable<Uint8Array> | undefined>;
  remove(name: string): Promise<void>;
}

/** Small beside any array worth sending, large beside the cost of a command. */
export const CHUNK_BYTES = 4 * 2 ** 20;
