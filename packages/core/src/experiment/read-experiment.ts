import { readFile } from 'node:fs/promises';
import { basename, dirname, extname, resolve } from 'node:path';
import { DofError } from '../errors/dof-error.js';
import { errorCode, errorMessage } from '../errors/error-code.js';
import { applyOverrides } from './apply-overrides.js';
import type { ExperimentSections } from './experiment-schema.js';
import { parseExperiment, type ExperimentWith } from './parse-experiment.js';
import { parseOverride } from './override.js';
import { placeOf } from './place-of.js';
import { readYaml, type YamlSource } from './read-yaml.js';

const YAML_EXTENSIONS = ['.yaml', '.yml', '.json'];
const MODULE_EXTENSIONS = ['.ts', '.mts', '.js', '.mjs'];

export interface ReadExperimentOptions<Sections extends ExperimentSections> {
  /** `path=value` pairs set before validation. */
  readonly overrides?: readonly string[];
  /** What the file's path is relative to; default: the working directory of the process. */
  readonly directory?: string;
  /** As for `parseExperiment`. */
  readonly sections?: Sections;
}

/**
 * Reads an experiment file: YAML, JSON, or a TypeScript or JavaScript module whose default export is the experiment.
 * Throws DOF_UNREADABLE_EXPERIMENT or DOF_BAD_EXPERIMENT, naming the file as it was given, with the line where there is one.
 */
export async function readExperiment<Sections extends ExperimentSections = Record<never, never>>(
  file: string,
  { overrides = [], directory = '', sections = {} as Sections }: ReadExperimentOptions<Sections> = {},
): Promise<ExperimentWith<Sections>> {
  const path = resolve(directory, file);
  const extension = extname(path);
  if (![...YAML_EXTENSIONS, ...MODULE_EXTENSIONS].includes(extension)) {
    throw new DofError(
      'DOF_UNREADABLE_EXPERIMENT',
      `${file}: expected a file ending in ${[...YAML_EXTENSIONS, ...MODULE_EXTENSIONS].join(', ')}`,
    );
  }
  const { document, locate }: { document: unknown } & Partial<YamlSource> = YAML_EXTENSIONS.includes(extension)
    ? readYaml(await readText(file, path), file)
    : { document: await readModule(file, path) };
  if (document === null || document === undefined) {
    throw new DofError(
      'DOF_BAD_EXPERIMENT',
      `${file}: holds no experiment: expected an object with model, data and more`,
    );
  }
  const parsed = overrides.map(parseOverride);
  const origin = {
    source: file,
    defaultName: folderName(basename(path, extension)),
    baseDirectory: dirname(path),
    placeOf: (place: readonly PropertyKey[]) => placeOf(place, parsed, locate),
  };
  return parseExperiment(applyOverrides(document, parsed), origin, sections);
}

/** What a folder can be called after a file: that of a file named `...yaml` must not be `..`. */
function folderName(name: string): string {
  return name.replace(/^[^A-Za-z0-9]+/, '').replace(/[^A-Za-z0-9._-]+/g, '-') || 'experiment';
}

async function readText(file: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const reason = errorCode(error) ?? errorMessage(error);
    const meaning = { ENOENT: 'there is no such file', EISDIR: 'it is a folder', EACCES: 'permission denied' }[reason];
    throw new DofError('DOF_UNREADABLE_EXPERIMENT', `${file}: cannot read the experiment file: ${meaning ?? reason}`, {
      cause: error,
    });
  }
}

async function readModule(file: string, path: string): Promise<unknown> {
  await readText(file, path);
  try {
    const { createJiti } = await import('jiti');
    const loaded: unknown = await createJiti(import.meta.url).import(path, { default: true });
    return loaded;
  } catch (error) {
    const reason = errorMessage(error);
    throw new DofError('DOF_BAD_EXPERIMENT', `${file}: the module does not load: ${reason}`, { cause: error });
  }
}
