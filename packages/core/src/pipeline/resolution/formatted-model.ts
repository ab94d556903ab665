import { readFile, stat } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import type { DependencyContainer } from 'tsyringe';
import type { FormattedModelFile } from '../../contracts/experiment.js';
import type { FormattedModel, ModelFormat } from '../../contracts/model-format.js';
import type { ModelShape } from '../../contracts/model-provider.js';
import { DofError } from '../../errors/dof-error.js';
import { errorCode, errorMessage } from '../../errors/error-code.js';
import { PluginRegistry } from '../../plugins/plugin-registry.js';

/** Larger ones would be copied about in memory several times; a network that is trained here is far smaller. */
const LARGEST_FILE = 2 ** 30;

/** Where a network in a format that is no engine's own is read. */
export interface FormatSource {
  readonly baseDirectory: string;
  readonly container?: DependencyContainer | undefined;
}

/**
 * Finds what reads a file, before any data are; what it gives reads the file, for the examples that it is to fit. The
 * network is a list of layers then, so workers need neither the file nor what reads it.
 *
 * @throws DofError DOF_UNKNOWN_FORMAT, DOF_MODEL_FILE
 */
export async function formattedModel(
  { onnx: file, name = basename(file, extname(file)) }: FormattedModelFile,
  { baseDirectory, container }: FormatSource,
): Promise<(shape: ModelShape) => Promise<FormattedModel>> {
  // Apart from the registry of methods and engines, whose modules every worker loads.
  const registry = await PluginRegistry.create(baseDirectory, [], container);
  const format = await registry.find<ModelFormat>('format', 'onnx');
  const bytes = await readModelFile(file, resolve(baseDirectory, file));
  return ({ inputShape }) => format.read({ bytes, file, name, inputShape });
}

async function readModelFile(file: string, path: string): Promise<Uint8Array> {
  const fail = (problem: string, cause?: unknown): DofError =>
    new DofError('DOF_MODEL_FILE', `the network ${file} cannot be read from ${path}: ${problem}`, { cause });
  try {
    const { size } = await stat(path);
    if (size > LARGEST_FILE) throw fail(`it has ${size} bytes, at most ${LARGEST_FILE} are taken`);
    return await readFile(path);
  } catch (error) {
    const reason = errorCode(error) ?? errorMessage(error);
    if (reason === 'DOF_MODEL_FILE') throw error;
    const meaning = { ENOENT: 'there is no such file', EISDIR: 'it is a folder', EACCES: 'permission denied' }[reason];
    throw fail(meaning ?? reason, error);
  }
}
