import { realpath } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { folderEntries, isImageName, type FolderEntry } from './folder-entries.js';

/** Counts the files of a folder of images that are not read, by the reason. */
export class SkippedFiles {
  readonly #counts = new Map<string, number>();
  /** Folders that were looked into: a link may lead back to one of them. */
  readonly #seen = new Set<string>();

  /** A name that is not read, and where it was found if that is the reason. */
  add(name: string, kind: FolderEntry['kind'], where?: string): void {
    if (kind === 'folder') this.#count(`hidden folder ${name}`);
    else if (kind !== 'file') this.#count(kind === 'broken link' ? 'broken links' : 'neither file nor folder');
    else if (name.startsWith('.')) this.#count('hidden');
    else if (where !== undefined) this.#count(where);
    else this.#count(`${extname(name).toLowerCase() || 'no extension'}, not a format that is read`);
  }

  /** All files of a folder within a class, and of the folders in it. */
  async addFolder(folder: string): Promise<void> {
    const real = await realpath(folder);
    if (this.#seen.has(real)) return;
    this.#seen.add(real);
    for (const { name, kind } of await folderEntries(folder)) {
      if (kind === 'folder') await this.addFolder(join(folder, name));
      else if (isImageName(name)) this.#count('images in a folder within a class');
      else this.#count('other files in a folder within a class');
    }
  }

  /** What was skipped, in one line, or nothing. */
  notices(folder: string): readonly string[] {
    if (this.#counts.size === 0) return [];
    const total = [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
    const reasons = [...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([why, count]) => `${count} ${why}`);
    return [`skipped ${total} ${total === 1 ? 'file' : 'files'} of ${folder}: ${reasons.join('; ')}`];
  }

  #count(reason: string): void {
    this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + 1);
  }
}
