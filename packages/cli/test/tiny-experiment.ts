import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A linear model on synthetic clusters: 6 runs that take a moment altogether. */
export const TINY = `
model: { name: linear, inputShape: [4, 4, 1], layers: [{ type: flatten }, { type: dense, units: 3 }] }
data: { name: synthetic, options: { classes: 3, inputShape: [4, 4, 1], train: 96, test: 30, spread: 20 } }
degreesOfFreedom: [1, 8, 32]
seeds: 2
training: { epochs: 3, batchSize: 16 }
analysis: { lossLevels: [1, 0.5] }
`;

/** Writes an experiment file into a folder; returns its path. */
export function writeExperiment(folder: string, text: string = TINY, name = 'tiny.yaml'): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}
