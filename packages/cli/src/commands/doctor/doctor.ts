import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { availableParallelism, cpus, freemem, totalmem } from 'node:os';
import { dirname, resolve } from 'node:path';
import process from 'node:process';
import { parseExperiment, type Backend, type DatasetProvider, type PluginRegistry } from '@dof/core';
import type { CommandContext } from '../../command-line/command-context.js';
import { ExitCode } from '../../exit-code.js';
import { alignedColumns } from '../../terminal/aligned-columns.js';
import { countOf, formatGigabytes } from '../../terminal/format-numbers.js';
import { jsonText } from '../../terminal/printing.js';
import { styleFor } from '../../terminal/style.js';
import { version } from '../../version.js';

/** One thing that was looked at. */
interface Finding {
  readonly topic: string;
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** As the command line gives them. */
export interface DoctorOptions {
  readonly json: boolean;
}

/** What `dof doctor` does: looks at everything that experiments need. */
export async function doctor(options: DoctorOptions, { terminal, services, finish }: CommandContext): Promise<void> {
  const registry = await services.findPlugins(terminal.workingDirectory);
  const output = resolve(terminal.workingDirectory, 'dof-results');
  const findings = [
    ...machine(),
    ...(await engines(registry)),
    ...(await datasets(registry)),
    { topic: 'output', name: output, ...writable(output) },
  ];
  if (options.json) {
    terminal.stdout.write(jsonText({ version: version(), findings }));
  } else {
    const style = styleFor(terminal.stdout, terminal.environment);
    const [yes, no] = style.unicode ? ['✓', '✗'] : ['+', '-'];
    const lines = alignedColumns(findings.map(({ topic, name, detail }) => [topic, name, detail]));
    terminal.stdout.write(`${style.bold('dof')} ${version()}\n`);
    for (const [index, line] of lines.entries()) {
      terminal.stdout.write(`  ${findings[index].ok ? style.good(yes) : style.warning(no)} ${line}\n`);
    }
  }
  const needed = findings.filter(({ topic }) => topic === 'engine' || topic === 'output');
  if (needed.some(({ ok }) => !ok)) finish(ExitCode.mistake);
}

function machine(): Finding[] {
  const processor = cpus()[0]?.model.trim() ?? process.arch;
  return [
    { topic: 'node', name: process.version, ok: true, detail: `${process.platform} ${process.arch}` },
    { topic: 'cores', name: String(availableParallelism()), ok: true, detail: `${processor}; one run on each` },
    { topic: 'memory', name: formatGigabytes(totalmem()), ok: true, detail: `${formatGigabytes(freemem())} free` },
  ];
}

/** The engine that an experiment gets which names none, then the others that are installed. */
async function engines(registry: PluginRegistry): Promise<Finding[]> {
  const origin = { source: '', defaultName: 'doctor', baseDirectory: registry.baseDirectory };
  const { backend: name } = parseExperiment({ model: 'any', data: 'any', degreesOfFreedom: [1] }, origin);
  const usual = await engine(registry, name);
  const { plugins, failures } = await registry.discover<Backend>('backend');
  return [
    usual,
    ...plugins.filter((backend) => backend.name !== name).map((backend) => described('other engine', backend)),
    ...failures.map(({ packageName, message }) => ({
      topic: 'other engine',
      name: packageName,
      ok: false,
      detail: `does not load: ${message}`,
    })),
  ];
}

function described(topic: string, backend: Backend): Finding {
  const { variant, detail } = backend.describe();
  return { topic, name: `${backend.name} ${backend.version}`, ok: true, detail: `${variant}: ${detail}` };
}

async function engine(registry: PluginRegistry, name: string): Promise<Finding> {
  try {
    return described('engine', await registry.find<Backend>('backend', name));
  } catch (error) {
    return { topic: 'engine', name, ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}

async function datasets(registry: PluginRegistry): Promise<Finding[]> {
  const { plugins, failures } = await registry.discover<DatasetProvider>('dataset');
  const found = plugins.map(async (provider) => {
    const { found: ok, detail } = await provider.locate();
    return { topic: 'data set', name: provider.name, ok, detail };
  });
  const broken = failures.map(({ packageName, message }) => ({
    topic: 'data set',
    name: packageName,
    ok: false,
    detail: `does not load: ${message}`,
  }));
  const all = [...(await Promise.all(found)), ...broken];
  return all.length > 0
    ? all
    : [{ topic: 'data set', name: countOf(0, 'data set'), ok: false, detail: 'install @dof/datasets' }];
}

/** Whether results may go into the folder, made or not. */
function writable(folder: string): Pick<Finding, 'ok' | 'detail'> {
  let nearest = folder;
  while (!existsSync(nearest) && dirname(nearest) !== nearest) nearest = dirname(nearest);
  try {
    if (!statSync(nearest).isDirectory())
      return { ok: false, detail: `${nearest} is no folder: move it, or give --out` };
    accessSync(nearest, constants.W_OK);
    return { ok: true, detail: 'where results go unless --out says otherwise' };
  } catch {
    return { ok: false, detail: 'not writable: work in another folder, or give --out' };
  }
}
