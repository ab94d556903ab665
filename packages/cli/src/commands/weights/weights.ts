import { existsSync, writeFileSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import type { RunResult, TrainedParameters, WeightsLayout } from '@dof/core';
import { DofError, errorMessage } from '@dof/core/errors';
import type { CommandContext } from '../../command-line/command-context.js';
import { readPlan, storedExperiment } from '../../results-folder/experiment-folder.js';
import { formatAccuracy, formatLoss } from '../../terminal/format-numbers.js';
import { jsonText, sayOn, shortestPath } from '../../terminal/printing.js';

/** As the command line gives them. */
export interface WeightsOptions {
  readonly run: string;
  readonly out: string;
  readonly at: 'final' | 'best';
  readonly layout: WeightsLayout;
  readonly json: boolean;
}

/** What `dof weights FOLDER` does. */
export async function weights(folder: string, options: WeightsOptions, context: CommandContext): Promise<void> {
  const { terminal, services } = context;
  const directory = resolve(terminal.workingDirectory, folder);
  const file = resolve(terminal.workingDirectory, options.out);
  const write = writerFor(file);
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
    const resolved = await services.resolveExperiment(experiment);
    const trained = await services.trainedParameters(result, { resolved, store, at: options.at });
    const bytes = await write(result, trained, options);
    writeNewFile(file, bytes);
    tell({ result, trained, file, bytes: bytes.length }, options, context);
  } finally {
    await store.close();
  }
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

type Writer = (result: RunResult, trained: TrainedParameters, options: WeightsOptions) => Promise<Uint8Array>;

const WRITERS: Readonly<Record<string, Writer>> = {
  '.safetensors': async ({ hash, specification: { model } }, { w, layout: parameters, entry }, { at, layout }) => {
    const { weightTensors, writeSafetensors } = await import('@dof/weights');
    const metadata = { run: hash, at, layout, trainLoss: String(entry.train.loss) };
    return writeSafetensors(weightTensors({ model, parameters, layout }, w), { metadata });
  },
  '.onnx': async ({ specification: { model } }, { w }) => {
    if (!('layers' in model)) {
      throw new DofError(
        'DOF_UNSUPPORTED_MODEL',
        `${model.name} is a file of the engine's own: write its weights to a .safetensors file`,
      );
    }
    const { writeOnnxNetwork } = await import('@dof/onnx');
    return writeOnnxNetwork({ model, w });
  },
};

function writerFor(file: string): Writer {
  const ending = extname(file).toLowerCase();
  if (Object.hasOwn(WRITERS, ending)) return WRITERS[ending];
  throw new DofError(
    'DOF_OUTPUT_NOT_WRITABLE',
    `--out ${file}: give a file that ends in ${Object.keys(WRITERS).join(' or ')}`,
  );
}

/** Never in the place of another file. */
function writeNewFile(file: string, bytes: Uint8Array): void {
  if (existsSync(file)) {
    throw new DofError('DOF_FOREIGN_FILE', `${file} is there already: name another file, or remove it`);
  }
  try {
    writeFileSync(file, bytes, { flag: 'wx' });
  } catch (error) {
    throw new DofError('DOF_OUTPUT_NOT_WRITABLE', `cannot write ${file} (${errorMessage(error)}): name another file`, {
      cause: error,
    });
  }
}

interface Written {
  readonly result: RunResult;
  readonly trained: TrainedParameters;
  readonly file: string;
  readonly bytes: number;
}

function tell({ result, trained, file, bytes }: Written, { at, json }: WeightsOptions, { terminal }: CommandContext): void {
  const { hash, specification } = result;
  const { entry } = trained;
  if (json) {
    terminal.stdout.write(jsonText({ run: hash, at, ...entry, dimension: trained.w.length, file, bytes }));
    return;
  }
  const { method, degreesOfFreedom: d, seed } = specification;
  const losses = `train loss ${formatLoss(entry.train.loss)}, test accuracy ${formatAccuracy(entry.test.accuracy)}`;
  terminal.stdout.write(
    `${method.name}, d = ${d}, seed ${seed}, epoch ${entry.epoch}: ${losses}\n` +
      `${trained.w.length} parameters in ${shortestPath(file, terminal.workingDirectory)}\n`,
  );
}
