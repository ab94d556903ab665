import { realpath } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { DofError } from '@dof/core';
import { folderEntries, IMAGE_EXTENSIONS, isImageName } from './folder-entries.js';
import { MOST_CLASSES } from '../examples/empty-split.js';
import { SkippedFiles } from './skipped-files.js';

/** Where the images of every class are, in the order of the classes' names. */
export interface ImageList {
  readonly classes: readonly string[];
  readonly images: readonly { readonly path: string; readonly label: number }[];
  /** What is in the folder and not read, in words. */
  readonly notices: readonly string[];
}

/**
 * The images in a folder that has one folder for every class, links to folders and files followed. Names are sorted by
 * their characters' codes, so labels do not depend on the machine's language. What is passed over is counted and said.
 *
 * @throws DOF_DATA_MISSING, DOF_BAD_IMAGE_FOLDER
 */
export async function listImages(folder: string): Promise<ImageList> {
  const skipped = new SkippedFiles();
  const classes: string[] = [];
  for (const { name, kind } of await folderEntries(folder)) {
    if (kind === 'folder' && !name.startsWith('.')) classes.push(name);
    else if (kind === 'broken link' && extname(name) === '') {
      throw badFolder(`${join(folder, name)} is a link to nothing: mend it if it is a class, otherwise remove it`);
    } else skipped.add(name, kind, 'beside the classes');
  }
  if (classes.length < 2 || classes.length > MOST_CLASSES) {
    throw badFolder(
      `${folder} has ${classes.length} folders: put the images of every class into a folder of its own, 2 to ${MOST_CLASSES} of them`,
    );
  }
  await requireDifferent(folder, classes);
  const images: { readonly path: string; readonly label: number }[] = [];
  for (const [label, name] of classes.entries()) {
    const before = images.length;
    for (const entry of await folderEntries(join(folder, name))) {
      const isImage = entry.kind === 'file' && !entry.name.startsWith('.') && isImageName(entry.name);
      if (isImage) images.push({ path: join(folder, name, entry.name), label });
      else if (entry.kind === 'folder') await skipped.addFolder(join(folder, name, entry.name));
      else skipped.add(entry.name, entry.kind);
    }
    if (images.length === before) {
      const kinds = [...IMAGE_EXTENSIONS].join(', ');
      throw badFolder(`${join(folder, name)} has no image in it (${kinds}): fill it, or remove it`);
    }
  }
  return { classes, images, notices: skipped.notices(folder) };
}

/** Two classes of the same images, or the folder itself as a class, come from a link that leads astray. */
async function requireDifferent(folder: string, classes: readonly string[]): Promise<void> {
  const seen = new Map([[await realpath(folder), folder]]);
  for (const name of classes) {
    const real = await realpath(join(folder, name));
    const other = seen.get(real);
    if (other !== undefined) throw badFolder(`${join(folder, name)} and ${other} are the same folder: remove one link`);
    seen.set(real, join(folder, name));
  }
}

function badFolder(message: string): DofError {
  return new DofError('DOF_BAD_IMAGE_FOLDER', message);
}
