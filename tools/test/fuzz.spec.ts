import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { fuzzSurface } from '../fuzz/fuzz-surface.js';
import { SURFACES } from '../fuzz/surfaces.js';
import { commandLineArguments, writeCommandLineFiles, wrongEnding } from '../fuzz/surfaces/command-lines.js';
import { REPOSITORY } from './support/repository-folder.js';
import { runCommand } from './support/run-command.js';
import { temporaryFolder } from './support/temporary-folder.js';

const TIMEOUT = 1_800_000;
/** Of every surface; `npm run fuzz` tries as many as it is told to. */
const INPUTS = 2000;
const COMMAND_LINES = 200;
/** Milliseconds that one command line may take on a busy machine. */
const MOST_TIME = 120_000;
const SEED = 20_220_429;

describe('input of others', () => {
  const place = temporaryFolder();

  it.each([...SURFACES.keys()])(
    'of the surface %s neither crashes, hangs, fills the memory nor gets out of its folder',
    async (name) => {
      expect(await fuzzSurface(name, INPUTS, SEED)).toMatchObject({ inputs: INPUTS });
    },
    TIMEOUT,
  );

  it(
    'of real command lines is done, or refused in one line',
    async () => {
      const folder = join(place, 'inside');
      mkdirSync(folder);
      await writeCommandLineFiles(folder);
      const dof = join(REPOSITORY, 'packages', 'cli', 'bin', 'dof.js');
      const wrong: unknown[] = [];
      const waiting = fc.sample(commandLineArguments, { seed: SEED, numRuns: COMMAND_LINES }).map(sendable);
      const work = async (): Promise<void> => {
        for (let arguments_ = waiting.pop(); arguments_ !== undefined; arguments_ = waiting.pop()) {
          const outcome = await runCommand(process.execPath, [dof, ...arguments_], folder, { timeout: MOST_TIME });
          const why = wrongEnding(outcome.code, outcome.stderr);
          if (why !== undefined) wrong.push({ arguments_, why });
        }
      };
      await Promise.all([work(), work()]);
      expect(wrong).toEqual([]);
      expect(readdirSync(place)).toEqual(['inside']);
    },
    TIMEOUT,
  );
});

/** An operating system passes no zero bytes. */
function sendable(arguments_: readonly string[]): readonly string[] {
  return arguments_.map((argument) => argument.replaceAll('\u0000', ''));
}
