import type { DependencyContainer } from 'tsyringe';
import type { Backend } from '../../contracts/backend.js';
import type { CompileOptions } from '../../contracts/objective.js';
import type { Dataset, DatasetProvider } from '../../contracts/dataset.js';
import type { EngineModelReference, ModelFile } from '../../contracts/engine-model.js';
import type { JsonObject } from '../../contracts/json.js';
import type { DofReductionMethod } from '../../contracts/method.js';
import type { ModelSpec } from '../../contracts/model-spec.js';
import type { Objective } from '../../contracts/objective.js';
import type { ParameterLayout } from '../../contracts/parameter-layout.js';
import type { DataReference, PluginReference } from '../../contracts/run.js';
import type { Experiment, MethodRequest, SettledExperiment } from '../../contracts/experiment.js';
import { trainingSchema } from '../../experiment/training-schema.js';
import { forwardOperations } from '../../model/forward-operations.js';
import { readEngineModel } from '../../model/read-engine-model.js';
import { parseOptions } from '../../plugins/parse-options.js';
import { PluginRegistry } from '../../plugins/plugin-registry.js';
import { codeOf } from '../../plugins/code-of.js';
import { decideOptions } from './decide-options.js';
import { loadDataset } from './load-dataset.js';
import { locatedOptions } from './located-options.js';
import { namedFiles } from './named-files.js';
import { resolveModel, type ModelSource } from './resolve-model.js';
import { resolveStarts, type ResolvedStarts } from './resolve-starts.js';
import { searchRange } from '../../experiment/search-schema.js';

/** A method with checked options, as an experiment asked for it. */
export interface ResolvedMethod {
  readonly request: MethodRequest;
  readonly method: DofReductionMethod;
  readonly reference: PluginReference;
  /** Those of the reference's options that the method decided. */
  readonly decided: JsonObject;
  /** Whether the recipe that the method recommends depends on d. */
  readonly recommendationVaries: boolean;
}

/** An experiment whose every name stands for a loaded plugin and whose data are in memory. */
export interface ResolvedExperiment extends Pick<ResolvedStarts, 'weights'> {
  /** What the user should know of the network and of given weights, a sentence each. */
  readonly notices: readonly string[];
  readonly experiment: SettledExperiment;
  readonly model: ModelSpec | EngineModelReference;
  /** Where the model is, if it is none of layers. */
  readonly modelFile?: ModelFile;
  readonly layout: ParameterLayout;
  readonly data: Dataset;
  readonly dataReference: DataReference;
  readonly backend: Backend;
  readonly methods: readonly ResolvedMethod[];
  /** File URLs of the plugins' modules, for the workers. */
  readonly modules: readonly string[];
  /** Of the engine, where it is a file. */
  readonly backendCodeHash?: string;
  /** What computes, by package, see RunResult. */
  readonly code: Readonly<Record<string, string>>;
}

/**
 * Loads every plugin, checks its options, reads the data, and compiles the model once, so that mistakes show before
 * anything is trained.
 */
export async function resolveExperiment(
  experiment: Experiment,
  container?: DependencyContainer,
): Promise<ResolvedExperiment> {
  const registry = await PluginRegistry.create(experiment.baseDirectory, [], container);
  const requested = [];
  for (const request of experiment.methods) requested.push(await resolveMethod(registry, request));
  const backend = await registry.find<Backend>('backend', experiment.backend);
  // A missing model, or a wrong option of it, is reported before the data are read; its size needs the data.
  const source = await resolveModel(registry, experiment, container);
  const { data, reference: dataReference } = await resolveData(registry, experiment);
  const options = { batchSize: 1, evaluationBatchSize: experiment.evaluation.batchSize };
  const { model, modelFile, notices, objective } = await compileModel(source, backend, data, options);
  const { layout } = objective;
  objective.dispose();
  const { starts, weights, notices: ofStarts } = await resolveStarts(experiment, { model, layout }, container);
  const methods = requested.map(({ request, method, reference }) => {
    const { search } = experiment;
    const searched = search === undefined ? experiment.degreesOfFreedom : searchRange(search, layout.dimension);
    const list = request.degreesOfFreedom ?? searched;
    const stepOperations = 'layers' in model ? stepOperationsOf(model, batchSizeOf(experiment, request)) : undefined;
    const { options, decided } = decideOptions(method, reference.options, layout, list, stepOperations);
    const recommendationVaries = variesWithDegreesOfFreedom(method, layout.dimension);
    return { request, method, reference: { ...reference, options }, decided, recommendationVaries };
  });
  const backendCodeHash = registry.originOf(backend)?.contentHash;
  const code = codeOf([backend, ...methods.map(({ method }) => method)].map((plugin) => registry.originOf(plugin)));
  return {
    ...{ experiment: { ...experiment, starts }, model, modelFile, layout, data, dataReference, backend, methods },
    ...{ modules: registry.modules, weights, notices: [...notices, ...ofStarts] },
    ...(backendCodeHash !== undefined && { backendCodeHash }),
    code,
  };
}

/** Loss and gradient of a batch: the gradients in weights and in inputs take as much as the forward pass, each. */
function stepOperationsOf(model: ModelSpec, batchSize: number): number {
  return 3 * batchSize * forwardOperations(model);
}

/** That of the recipe, or the default where methods recommend one, which may depend on d. */
function batchSizeOf({ training }: Experiment, request: MethodRequest): number {
  return (request.training ?? training ?? trainingSchema.parse({})).batchSize;
}

/** Whether a method recommends another recipe at some power of two up to D, or at D, than at d = 1. */
function variesWithDegreesOfFreedom(method: DofReductionMethod, dimension: number): boolean {
  const recipeAt = (d: number): string => {
    try {
      return JSON.stringify(method.recommendedTraining?.(d)) ?? '';
    } catch {
      // The method may have no recipe for a d that nobody asks for.
      return 'none';
    }
  };
  const powers = Array.from({ length: Math.floor(Math.log2(dimension)) + 1 }, (_, i) => 2 ** i);
  return new Set([...powers, dimension].map(recipeAt)).size > 1;
}

/** The model as runs name it, compiled once. */
async function compileModel(
  source: ModelSource,
  backend: Backend,
  data: Dataset,
  options: CompileOptions,
): Promise<Pick<ResolvedExperiment, 'model' | 'modelFile' | 'notices'> & { readonly objective: Objective }> {
  if (typeof source === 'object') {
    const read = await readEngineModel(backend, source, data);
    return { model: read.reference, modelFile: source, notices: [], objective: await read.compile(data, options) };
  }
  const { model, notices } = await source(data);
  return { model, notices, objective: await backend.compile(model, data, options) };
}

async function resolveMethod(
  registry: PluginRegistry,
  request: MethodRequest,
): Promise<Omit<ResolvedMethod, 'decided' | 'recommendationVaries'>> {
  const method = await registry.find<DofReductionMethod>('method', request.name);
  const options = parseOptions(method.options, request.options, `method ${method.name}`) as JsonObject;
  const codeHash = registry.originOf(method)?.contentHash;
  const files = namedFiles(options, registry.baseDirectory);
  const reference = {
    ...{ name: method.name, version: method.version, options },
    ...(codeHash !== undefined && { codeHash }),
    ...(files !== undefined && { files }),
  };
  return { request, method, reference };
}

async function resolveData(
  registry: PluginRegistry,
  { data: request, baseDirectory }: Experiment,
): Promise<{ readonly data: Dataset; readonly reference: DataReference }> {
  const provider = await registry.find<DatasetProvider>('dataset', request.name);
  const options = parseOptions(provider.options, request.options, `data set ${provider.name}`);
  const { located, identity } = locatedOptions(provider, options as JsonObject, baseDirectory);
  const data = await loadDataset(registry, provider, located);
  const reference: DataReference = {
    name: provider.name,
    version: provider.version,
    options: identity,
    contentHash: data.contentHash,
    trainCount: data.train.count,
    testCount: data.test.count,
  };
  return { data, reference };
}
