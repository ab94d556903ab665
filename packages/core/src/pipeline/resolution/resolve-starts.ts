import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { basename, extname, resolve } from 'node:path';
import type { DependencyContainer } from 'tsyringe';
import type { EngineModelReference } from '../../contracts/engine-model.js';
import type { Experiment } from '../../contracts/experiment.js';
import type { NamedStart, StartRequest } from '../../contracts/start-request.js';
import type { ModelSpec } from '../../contracts/model-spec.js';
import type { ParameterLayout } from '../../contracts/parameter-layout.js';
import type { WeightsReader } from '../../contracts/weights-reader.js';
import { DofError } from '../../errors/dof-error.js';
import { errorCode, errorMessage } from '../../errors/error-code.js';
import { suggestion } from '../../errors/near-matches.js';
import { PluginRegistry } from '../../plugins/plugin-registry.js';
import { weightsKey } from '../weights-start.js';

/** The starts of an experiment with the content of their files. */
export interface ResolvedStarts {
  readonly starts: readonly StartRequest[];
  /** The w of every start that is given, of length D, by {@link weightsKey}. */
  readonly weights: ReadonlyMap<string, Float32Array>;
  /** What was taken from the files, a sentence each. */
  readonly notices: readonly string[];
}

/** The network that starts are for. */
export interface StartedModel {
  readonly model: ModelSpec | EngineModelReference;
  readonly layout: ParameterLayout;
}

type NamedWeights = Extract<NamedStart, { readonly type: 'weights' }>;

/**
 * Reads the files that starts name. Workers need neither the files nor what reads them.
 *
 * @throws DofError DOF_WEIGHTS_FILE, DOF_WEIGHTS_MISFIT, DOF_UNKNOWN_WEIGHTS
 */
export async function resolveStarts(
  { starts: named, baseDirectory }: Pick<Experiment, 'starts' | 'baseDirectory'>,
  model: StartedModel,
  container?: DependencyContainer,
): Promise<ResolvedStarts> {
  // Apart from the registry of methods and engines, whose modules every worker loads.
  const registry = await PluginRegistry.create(baseDirectory, [], container);
  const starts: StartRequest[] = [];
  const weights = new Map<string, Float32Array>();
  const notices: string[] = [];
  for (const start of named) {
    if (start.type !== 'weights') {
      starts.push(start);
      continue;
    }
    requireLayers(start, model);
    const reader = await findReader(registry, start.file);
    const bytes = readFile(start.file, baseDirectory);
    const { seed, layout, except } = start;
    if (reader.hasOwnLayout === true && layout !== 'ours') {
      throw new DofError(
        'DOF_WEIGHTS_MISFIT',
        `start.layout: ${start.file} says itself how its arrays are arranged: leave layout: ${layout} out`,
      );
    }
    const read = await reader.read({
      ...{ file: start.file, bytes, layout, except },
      ...{ model: model.model, parameters: model.layout },
    });
    if (!(read.w instanceof Float32Array) || read.w.length !== model.layout.dimension) {
      throw new TypeError(`what reads ${reader.name} gave no w of length ${model.layout.dimension}`);
    }
    const given = {
      ...{ type: 'weights' as const, seed, file: basename(start.file) },
      contentHash: createHash('sha256').update(bytes).digest('hex'),
      reader: { name: reader.name, version: reader.version },
      ...{ layout, except },
    };
    starts.push(given);
    weights.set(weightsKey(given), read.w);
    notices.push(...read.notices);
  }
  return { starts, weights, notices };
}

async function findReader(registry: PluginRegistry, file: string): Promise<WeightsReader> {
  const ending = extname(file).slice(1).toLowerCase();
  const known = (await registry.list('weights')).map(({ name }) => `.${name}`);
  if (ending === '') {
    throw new DofError('DOF_UNKNOWN_WEIGHTS', `${file}: a file of weights ends in ${known.join(' or ')}`);
  }
  try {
    return await registry.find<WeightsReader>('weights', ending);
  } catch (error) {
    if (errorCode(error) !== 'DOF_UNKNOWN_WEIGHTS') throw error;
    throw new DofError(
      'DOF_UNKNOWN_WEIGHTS',
      `${file}: nothing here reads weights from .${ending}: give ${known.join(' or ')} (PyTorch saves its own with ` +
        'safetensors.torch.save_file(model.state_dict(), "net.safetensors"))',
      { cause: error },
    );
  }
}

function readFile(file: string, baseDirectory: string): Uint8Array {
  const path = resolve(baseDirectory, file);
  try {
    if (!statSync(path).isFile()) throw new DofError('DOF_WEIGHTS_FILE', `${path} is no file: give a file of weights`);
    return readFileSync(path);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'DOF_WEIGHTS_FILE') throw error;
    const problem = code === 'ENOENT' ? 'there is no such file' : errorMessage(error);
    throw new DofError(
      'DOF_WEIGHTS_FILE',
      `the weights ${path} cannot be read: ${problem}; a relative path counts from the experiment file's folder`,
      { cause: error },
    );
  }
}

/** Layers that are excepted must be there, or the name is a mistake. */
function requireLayers({ except }: NamedWeights, { model, layout }: StartedModel): void {
  const layers = [...new Set(layout.segments.map(({ layer }) => layer))];
  if (layers.every((name) => except.includes(name))) {
    throw new DofError(
      'DOF_WEIGHTS_MISFIT',
      `start.except names every layer of ${model.name}: for the initialisation alone, say start: init`,
    );
  }
  for (const name of except) {
    if (layers.includes(name)) continue;
    throw new DofError(
      'DOF_WEIGHTS_MISFIT',
      `start.except: ${model.name} has no layer "${name}" with parameters${suggestion(name, layers)}`,
    );
  }
}
