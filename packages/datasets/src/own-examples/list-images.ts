import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { DofError, errorMessage } from '@dof/core';

/** Where the images of every class are, in the order of the classes' names. */
export interface ImageList {
  readonly classes: readonly string[];
  readonly images: readonly { readonly path: string; readonly label: number }[];
}

const EXTENSIONS = new Set(['.png', '.jpg', '.jpeg', '.webp', '.gif', '.tif', '.tiff']);
const MOST_CLASSES = 256;

/**
 * The images in a folder that has one folder for every class. Names are sorted by their characters' codes, so labels do
 * not depend on the machine's language; files that are no images by their name, and hidden ones, are passed over.
 *
 * @throws DOF_DATA_MISSING, DOF_BAD_IMAGE_FOLDER
 */
export async function listImages(folder: string): Promise<ImageList> {
  const classes = (await entries(folder)).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  if (classes.length < 2 || classes.length > MOST_CLASSES) {
    throw new DofError(
      'DOF_BAD_IMAGE_FOLDER',
      `${folder} has ${classes.length} folders: put the images of every class into a folder of its own, 2 to ${MOST_CLASSES} of them`,
    );
  }
  const images: { readonly path: string; readonly label: number }[] = [];
  for (const [label, name] of classes.entries()) {
    const files = (await entries(join(folder, name))).filter((entry) =>
      EXTENSIONS.has(extname(entry.name).toLowerCase()),
    );
    if (files.length === 0) {
      const kinds = [...EXTENSIONS].join(', ');
      throw new DofError('DOF_BAD_IMAGE_FOLDER', `${join(folder, name)} has no image in it (${kinds})`);
    }
    for (const file of files) images.push({ path: join(folder, name, file.name), label });
  }
  return { classes, images };
}

async function entries(folder: string) {
  const found = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw new DofError('DOF_DATA_MISSING', `cannot read the folder ${folder}: ${errorMessage(cause)}`, { cause });
  });
  return found
    .filter((entry) => !entry.name.startsWith('.') && (entry.isFile() || entry.isDirectory() || entry.isSymbolicLink()))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
