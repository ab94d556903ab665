import { existsSync, writeFileSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import {
  startKey,
  type Dataset,
  type Experiment,
  type RunResult,
  type RunStore,
  type TrainedParameters,
  type WeightsLayout,
} from '@dof/core';
import { DofError, errorMessage } from '@dof/core/errors';
import type { CommandContext } from '../../command-line/command-context.js';
import { readPlan, storedExperiment } from '../../results-folder/experiment-folder.js';
import { countOf, formatAccuracy, formatLoss } from '../../terminal/format-numbers.js';
import { jsonText, sayOn, shortestPath } from '../../terminal/printing.js';
import { styleFor } from '../../terminal/style.js';

/** As the command line gives them. */
export interface WeightsOptions {
  readonly run: string;
  readonly out?: string;
  readonly onnx?: string;
  readonly at: 'final' | 'best';
  readonly layout: WeightsLayout;
  readonly json: boolean;
}

/** What `dof weights FOLDER` does. */
export async function weights(folder: string, options: WeightsOptions, context: CommandContext): Promise<void> {
  const { terminal, services } = context;
  const directory = resolve(terminal.workingDirectory, folder);
  const files = wantedFiles(options, terminal.workingDirectory);
  readPlan(directory);
  const experiment = storedExperiment(directory);
  if (experiment === undefined) {
    throw new DofError(
      'DOF_NO_RESULTS',
      `${directory} does not say which experiment its runs are of (no experiment.json): run the experiment again, finished ` +
        'runs are reused',
    );
  }
  const store = await services.openStore(directory, { access: 'read', onNotice: sayOn(terminal) });
  try {
    const result = chosenRun(await store.list(), options.run, directory);
    const resolved = await services.resolveExperiment(await withoutFiles(experiment, result, store));
    const trained = await services.trainedParameters(result, { resolved, store, at: options.at });
    const made = await Promise.all(
      files.map(({ write }) => write(result, trained, { ...options, standardisation: resolved.data.standardisation })),
    );
    files.forEach(({ path }, i) => writeNewFile(path, made[i]));
    tell(
      result,
      trained,
      files.map(({ path }) => path),
      options,
      context,
    );
  } finally {
    await store.close();
  }
}

/**
 * The experiment without the files of its network and of its starts where the run itself says what was in them: they may
 * have been moved away.
 */
async function withoutFiles<Some extends Pick<Experiment, 'model' | 'starts'>>(
  experiment: Some,
  { specification }: RunResult,
  store: Pick<RunStore, 'getPrepared'>,
): Promise<Some> {
  const { model, start } = specification;
  const isKnown = start.type !== 'weights' || (await store.getPrepared(startKey(specification))) !== undefined;
  const init = { type: 'init', seed: 'run' } as const;
  return { ...experiment, ...('layers' in model && { model }), ...(isKnown && { starts: [init] }) };
}

/** The one run whose hash begins so. */
function chosenRun(results: readonly RunResult[], start: string, directory: string): RunResult {
  const found = results.filter(({ hash }) => hash.startsWith(start));
  if (found.length === 1) return found[0];
  const list = `dof runs ${directory} lists them`;
  const problem =
    found.length === 0
      ? `no run of ${directory} has a hash that begins with "${start}"`
      : `${found.length} runs have hashes that begin with "${start}": give more of it`;
  throw new DofError('DOF_UNKNOWN_RUN', `${problem} (${list})`);
}

/** The files asked for, each of a format of its own. */
function wantedFiles({ out, onnx }: WeightsOptions, workingDirectory: string): readonly WantedFile[] {
  const wanted = [
    ...(out === undefined ? [] : [{ option: '--out', given: out, ending: '.safetensors', write: safetensorsOf }]),
    ...(onnx === undefined ? [] : [{ option: '--onnx', given: onnx, ending: '.onnx', write: onnxOf }]),
  ];
  if (wanted.length === 0) {
    throw new DofError(
      'DOF_OUTPUT_NOT_WRITABLE',
      'no file is named: give --out net.safetensors for the weights, --onnx net.onnx for the network, or both',
    );
  }
  return wanted.map(({ option, given, ending, write }) => {
    if (extname(given).toLowerCase() !== ending) {
      throw new DofError('DOF_OUTPUT_NOT_WRITABLE', `${option} ${given}: give a file that ends in ${ending}`);
    }
    const path = resolve(workingDirectory, given);
    if (existsSync(path)) {
      throw new DofError('DOF_FOREIGN_FILE', `${path} is there already: name another file, or remove it`);
    }
    return { path, write };
  });
}

type Writer = (
  result: RunResult,
  trained: TrainedParameters,
  options: WeightsOptions & Pick<Dataset, 'standardisation'>,
) => Promise<Uint8Array>;

interface WantedFile {
  readonly path: string;
  readonly write: Writer;
}

const safetensorsOf: Writer = async (
  { hash, specification: { model } },
  { w, layout: parameters, entry },
  { at, layout, standardisation: { scale, mean } },
) => {
  const { weightTensors, writeSafetensors } = await import('@dof/weights');
  const input = { scale: String(scale), mean: JSON.stringify(Array.from(mean)) };
  const metadata = { run: hash, at, layout, trainLoss: String(entry.train.loss), ...input };
  return writeSafetensors(weightTensors({ model, parameters, layout }, w), { metadata });
};

const onnxOf: Writer = async ({ specification: { model } }, { w }) => {
  if (!('layers' in model)) {
    throw new DofError(
      'DOF_UNSUPPORTED_MODEL',
      `${model.name} is a file of the engine's own: write its weights with --out net.safetensors`,
    );
  }
  const { writeOnnxNetwork } = await import('@dof/onnx');
  return writeOnnxNetwork({ model, w });
};

/** Never in the place of another file. */
function writeNewFile(path: string, bytes: Uint8Array): void {
  try {
    writeFileSync(path, bytes, { flag: 'wx' });
  } catch (error) {
    throw new DofError('DOF_OUTPUT_NOT_WRITABLE', `cannot write ${path} (${errorMessage(error)}): name another file`, {
      cause: error,
    });
  }
}

function tell(
  { hash, specification }: RunResult,
  { w, entry }: TrainedParameters,
  files: readonly string[],
  { at, json }: WeightsOptions,
  { terminal }: CommandContext,
): void {
  if (json) {
    terminal.stdout.write(jsonText({ run: hash, at, ...entry, dimension: w.length, files }));
    return;
  }
  const { method, degreesOfFreedom: d, seed } = specification;
  const losses = `train loss ${formatLoss(entry.train.loss)}, test accuracy ${formatAccuracy(entry.test.accuracy)}`;
  const style = styleFor(terminal.stdout, terminal.environment);
  terminal.stdout.write(
    `${method.name}, d = ${d}, seed ${seed}, epoch ${entry.epoch}: ${losses}, ${countOf(w.length, 'parameter')}\n\n` +
      `${style.dim('Written')}\n`,
  );
  for (const path of files) terminal.stdout.write(`  ${shortestPath(path, terminal.workingDirectory)}\n`);
}
