import type { Surface } from './surface.js';

/** What loads each surface, by its name. Inputs of one surface are never given to another. */
export const SURFACES: ReadonlyMap<string, () => Promise<Surface>> = new Map<string, () => Promise<unknown>>([
  ['experiment-files', async () => (await import('./surfaces/experiment-files.js')).experimentFiles],
  ['data-files', async () => (await import('./surfaces/data-files.js')).dataFiles],
  ['store-files', async () => (await import('./surfaces/store-files.js')).storeFiles],
  ['plugin-packages', async () => (await import('./surfaces/plugin-packages.js')).pluginPackages],
  ['command-lines', async () => (await import('./surfaces/command-lines.js')).commandLines],
]) as ReadonlyMap<string, () => Promise<Surface>>;
