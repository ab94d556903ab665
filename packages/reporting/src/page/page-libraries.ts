import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Everything the page runs, in the order it runs it. */
export interface PageLibraries {
  /** Classic scripts: vega, vega-lite, vega-embed. */
  readonly charts: readonly string[];
  /** Modules of our own; none imports another. */
  readonly modules: readonly string[];
  readonly styles: string;
  /** The licence that the charts' libraries ask to be kept with them. */
  readonly licence: string;
}

const CHARTS = [
  ['vega', 'vega.min.js'],
  ['vega-lite', 'vega-lite.min.js'],
  ['vega-embed', 'vega-embed.min.js'],
] as const;

/** Before `figures` those that listen to it. */
const MODULES = ['theme-toggle', 'choices', 'downloads', 'pictures', 'training-curves', 'figures'];

/** Reads them from the installed packages and from this package's own build. */
export async function readPageLibraries(): Promise<PageLibraries> {
  const { resolve } = createRequire(import.meta.url);
  const builds = CHARTS.map(([name, file]) => join(dirname(resolve(name)), file));
  const own = (path: string) => new URL(`../../${path}`, import.meta.url);
  return {
    charts: await Promise.all(builds.map(async (path) => withoutSourceMap(await readFile(path, 'utf8')))),
    modules: await Promise.all(MODULES.map((name) => readFile(own(`dist/browser/${name}.js`), 'utf8'))),
    styles: await readPageStyles(),
    licence: await readFile(join(dirname(builds[0]), '..', 'LICENSE'), 'utf8'),
  };
}

/** The style sheet alone, for a page without scripts. */
export async function readPageStyles(): Promise<string> {
  return readFile(new URL('../../assets/report.css', import.meta.url), 'utf8');
}

/** The map would be looked for beside the report. */
function withoutSourceMap(script: string): string {
  return script.replace(/\n\/\/# sourceMappingURL=\S+\s*$/, '\n');
}
