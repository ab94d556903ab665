import type { Backend } from '../contracts/backend.js';
import type { Dataset } from '../contracts/dataset.js';
import type { Task } from '../contracts/executor.js';
import type { CompileOptions, Objective } from '../contracts/objective.js';
import { DofError } from '../errors/dof-error.js';
import { readEngineModel } from '../model/read-engine-model.js';

/** Compiles the layer list of the specification, or the file that must hold the model it names. */
export async function compileModel(
  { specification: { model }, modelFile }: Pick<Task, 'specification' | 'modelFile'>,
  backend: Backend,
  data: Dataset,
  options: CompileOptions,
): Promise<Objective> {
  if ('layers' in model) return backend.compile(model, data, options);
  if (modelFile === undefined) {
    throw new DofError('DOF_MODEL_MISMATCH', `the run needs model ${model.name}, but no file was named that holds it`);
  }
  const read = await readEngineModel(backend, modelFile, data);
  const [wanted, found] = [model.contentHash, read.reference.contentHash];
  if (found === wanted) return read.compile(data, options);
  throw new DofError(
    'DOF_MODEL_MISMATCH',
    `model file ${modelFile.file} here has content ${found.slice(0, 12)}, the run needs ${wanted.slice(0, 12)}: it must ` +
      'give the same model every time it is read',
  );
}
