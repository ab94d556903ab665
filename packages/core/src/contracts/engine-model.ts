import type { Dataset } from './dataset.js';
import type { JsonObject } from './json.js';
import type { CompileOptions, Objective } from './objective.js';

/** A model in a form of an engine's own, as part of a run's identity: what it is, not where it was found. */
export interface EngineModelReference {
  readonly name: string;
  /** The form, such as `tfjs-layers`. */
  readonly format: string;
  /**
   * SHA-256 in hex over everything that results can depend on: the architecture, the values of parameters that are not
   * trained, and those of trained ones where they are the initialisation.
   */
  readonly contentHash: string;
}

/** Where such a model is, and how to take it. */
export interface ModelFile {
  /** Default: the file's name without its ending. */
  readonly name?: string;
  /** Path of a file or folder, absolute once an experiment is resolved. */
  readonly file: string;
  /** For the engine, which checks them. */
  readonly options: JsonObject;
}

/** A model that an engine has read. Holds no engine memory. */
export interface EngineModel {
  readonly reference: EngineModelReference;
  /** Like `Backend.compile`. */
  compile(data: Dataset, options: CompileOptions): Promise<Objective>;
}
