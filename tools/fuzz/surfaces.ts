import type { Surface } from './surface.js';
import { commandLines } from './surfaces/command-lines.js';
import { dataFiles } from './surfaces/data-files.js';
import { experimentFiles } from './surfaces/experiment-files.js';
import { pluginPackages } from './surfaces/plugin-packages.js';
import { storeFiles } from './surfaces/store-files.js';

/** Every surface by its name. Inputs of one surface are never given to another. */
export const SURFACES: ReadonlyMap<string, Surface> = new Map(
  [experimentFiles, dataFiles, storeFiles, pluginPackages, commandLines].map((surface): [string, Surface] => [
    surface.name,
    surface as Surface,
  ]),
);
