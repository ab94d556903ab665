import type { PublishedFile } from './published-dataset.js';

/** A published file as it was found on this machine. */
export interface DataFile {
  readonly facts: PublishedFile;
  /** For messages: its path, or the archive's and its name in there. */
  readonly path: string;
  /**
   * Its bytes, uncompressed, never more than were published.
   *
   * @throws DOF_DATA_MISSING, DOF_DATA_CORRUPT
   */
  read(): Promise<Uint8Array>;
}
