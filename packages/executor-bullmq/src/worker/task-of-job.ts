import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import {
  canonicalJson,
  DofError,
  hashPath,
  parseOptions,
  PluginRegistry,
  type DatasetProvider,
  type DofReductionMethod,
  type ModelFile,
  type Prepared,
  type Task,
} from '@dof/core';
import { locateCode } from '../code/locate-code.js';
import type { JobData } from '../job/job-data.js';

/** What a worker makes tasks from. */
export interface TaskSources {
  /** Where installed plugins are looked for first. */
  readonly baseDirectory: string;
  /** Plugin and model files that runs may use. */
  readonly allowed: readonly string[];
  preparation(key: string): Promise<Prepared | undefined>;
}

/** A preparation that a job names and that is not available. */
export class MissingPreparation extends Error {
  constructor(readonly key: string) {
    super(`preparation ${key} is not there`);
  }
}

/**
 * Turns a job into a task of this machine: finds its code here and checks it, lets the plugins check their options, and
 * fetches what was prepared.
 *
 * @throws DofError where this machine has not what the job needs, MissingPreparation
 */
export async function taskOfJob(job: JobData, sources: TaskSources): Promise<Task> {
  const modules = locateCode(job.code, sources.allowed, sources.baseDirectory);
  await requireSettledOptions(job, modules, sources);
  requireSameFiles(job, sources);
  const { hash, specification } = job;
  const base = { hash, specification, modules, modelFile: locateModel(job, sources.allowed) };
  const fetch = async (key: string | undefined): Promise<Prepared | undefined> => {
    if (key === undefined) return undefined;
    const prepared = await sources.preparation(key);
    if (prepared === undefined) throw new MissingPreparation(key);
    return prepared;
  };
  switch (job.kind) {
    case 'burn-in':
      return { kind: 'burn-in', ...base };
    case 'prepare':
      return { kind: 'prepare', ...base, requested: job.requested, start: await fetch(job.startKey) };
    case 'train':
      return {
        kind: 'train',
        ...base,
        start: await fetch(job.startKey),
        prepared: await fetch(job.preparedKey),
        keepCoordinates: job.keepCoordinates,
      };
  }
}

/** A coordinator settles all options before it plans; whatever a schema would change did not come from one. */
async function requireSettledOptions(
  { specification }: JobData,
  modules: readonly string[],
  { baseDirectory }: TaskSources,
): Promise<void> {
  const registry = await PluginRegistry.create(baseDirectory, modules);
  const method = await registry.find<DofReductionMethod>('method', specification.method.name);
  const provider = await registry.find<DatasetProvider>('dataset', specification.data.name);
  // Where data are is each machine's own business; a coordinator's jobs do not say.
  const location = provider.locationOptions?.find((name) => Object.hasOwn(specification.data.options, name));
  if (location !== undefined) {
    throw new DofError(
      'DOF_BAD_OPTIONS',
      `the option ${location} of data set ${provider.name} in the queue names a place on this machine: it did not come from dof`,
    );
  }
  for (const [plugin, { options }, owner] of [
    [method, specification.method, `method ${method.name}`],
    [provider, specification.data, `data set ${provider.name}`],
  ] as const) {
    const parsed = parseOptions<unknown>(plugin.options, options, owner);
    if (canonicalJson(parsed) === canonicalJson(options)) continue;
    throw new DofError(
      'DOF_BAD_OPTIONS',
      `options of ${owner} in the queue are not settled: they did not come from dof`,
    );
  }
}

/** A file that the method's options name must be one that the worker was told to use, and the coordinator's. */
function requireSameFiles({ specification: { method } }: JobData, { allowed, baseDirectory }: TaskSources): void {
  for (const [path, hash] of Object.entries(method.files ?? {})) {
    const file = resolve(baseDirectory, path);
    if (allowed.includes(file) && existsSync(file) && hashPath(file) === hash) continue;
    throw new DofError(
      'DOF_CODE_MISMATCH',
      `the run reads the file ${path}, which this worker was not told to use or has with other content: copy it from ` +
        'the coordinator, and give it with --allow',
    );
  }
}

function locateModel({ modelFile }: JobData, allowed: readonly string[]): ModelFile | undefined {
  if (modelFile === undefined) return undefined;
  const file = allowed.find((path) => basename(path) === modelFile.file);
  if (file !== undefined) return { ...modelFile, file };
  throw new DofError(
    'DOF_MODEL_FILE',
    `the run needs the model file ${modelFile.file}, which this worker was not told to use: give it with --allow`,
  );
}
