import type { Backend } from '../contracts/backend.js';
import type { Dataset } from '../contracts/dataset.js';
import type { EngineModel, ModelFile } from '../contracts/engine-model.js';
import { DofError } from '../errors/dof-error.js';

/** Lets an engine read a model in a form of its own; throws DOF_UNSUPPORTED_MODEL where it has none. */
export async function readEngineModel(backend: Backend, file: ModelFile, data: Dataset): Promise<EngineModel> {
  if (backend.readModel !== undefined) return backend.readModel(file, data);
  throw new DofError(
    'DOF_UNSUPPORTED_MODEL',
    `backend ${backend.name} takes networks as lists of layers only, not model files such as ${file.file}: name a ` +
      'backend that reads them',
  );
}
