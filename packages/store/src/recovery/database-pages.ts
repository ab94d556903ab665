import { existsSync, fstatSync, readSync } from 'node:fs';
import { keptDescriptor } from '../durability/kept-descriptor.js';

const DATABASE_MAGIC = 'SQLite format 3\0';
const WAL_HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
const DEFAULT_PAGE_BYTES = 4096;

/** Every whole page that is left of a database: those of its file, and the newer ones of its write-ahead log. */
export class DatabasePages {
  readonly pageBytes: number;
  readonly #main: number | undefined;
  readonly #log: number | undefined;
  /** Where in the log the newest image of a page begins. */
  readonly #newest = new Map<number, number>();
  readonly #images: number[] = [];

  /** @param file the database's, of which nothing need be left. */
  constructor(file: string) {
    this.#main = openIfThere(file);
    this.#log = openIfThere(`${file}-wal`);
    this.pageBytes = this.#findPageBytes();
    this.#readLog();
  }

  /** Every image of every page; newer ones of the same page later. */
  *images(): Generator<Buffer> {
    const count = this.#main === undefined ? 0 : Math.floor(fstatSync(this.#main).size / this.pageBytes);
    for (let page = 1; page <= count; page += 1) {
      const image = this.#fromMain(page);
      if (image !== undefined) yield image;
    }
    for (const offset of this.#images) {
      const image = this.#read(this.#log, offset);
      if (image !== undefined) yield image;
    }
  }

  /** The newest image of a page, counted from 1, or its older one in the database's own file. */
  page(number: number, from: 'newest' | 'file'): Buffer | undefined {
    const offset = this.#newest.get(number);
    return from === 'newest' && offset !== undefined ? this.#read(this.#log, offset) : this.#fromMain(number);
  }

  #findPageBytes(): number {
    const header = Buffer.alloc(100);
    if (this.#main !== undefined) readSync(this.#main, header, 0, 100, 0);
    const stated = header.readUInt16BE(16);
    const bytes = stated === 1 ? 65536 : stated;
    const plausible = bytes >= 512 && Number.isInteger(Math.log2(bytes));
    return header.toString('latin1', 0, 16) === DATABASE_MAGIC && plausible ? bytes : DEFAULT_PAGE_BYTES;
  }

  #readLog(): void {
    if (this.#log === undefined) return;
    const { size } = fstatSync(this.#log);
    const step = FRAME_HEADER_BYTES + this.pageBytes;
    const header = Buffer.alloc(FRAME_HEADER_BYTES);
    for (let frame = WAL_HEADER_BYTES; frame + step <= size; frame += step) {
      readSync(this.#log, header, 0, FRAME_HEADER_BYTES, frame);
      this.#newest.set(header.readUInt32BE(0), frame + FRAME_HEADER_BYTES);
      this.#images.push(frame + FRAME_HEADER_BYTES);
    }
  }

  #fromMain(page: number): Buffer | undefined {
    return page < 1 ? undefined : this.#read(this.#main, (page - 1) * this.pageBytes);
  }

  #read(descriptor: number | undefined, offset: number): Buffer | undefined {
    if (descriptor === undefined) return undefined;
    const image = Buffer.alloc(this.pageBytes);
    return readSync(descriptor, image, 0, this.pageBytes, offset) === this.pageBytes ? image : undefined;
  }
}

function openIfThere(file: string): number | undefined {
  return existsSync(file) ? keptDescriptor(file, 'r') : undefined;
}
