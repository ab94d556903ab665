import type { RunResult } from '@dof/core';
import type { DifferenceAtD } from './comparison.js';

/** Mean paired differences, method minus null, at each d that both were run at, by rising d. */
export function differencesAtD(method: readonly RunResult[], nullModel: readonly RunResult[]): DifferenceAtD[] {
  const partners = new Map(nullModel.map((run) => [pairKey(run), run]));
  const byD = new Map<number, { loss: number; accuracy: number }[]>();
  for (const run of method) {
    const partner = partners.get(pairKey(run));
    if (run.best === undefined || partner?.best === undefined) continue;
    const list = byD.get(run.specification.degreesOfFreedom) ?? [];
    byD.set(run.specification.degreesOfFreedom, list);
    list.push({
      loss: run.best.trainLoss - partner.best.trainLoss,
      accuracy: run.best.testAccuracy - partner.best.testAccuracy,
    });
  }
  return [...byD]
    .sort(([a], [b]) => a - b)
    .map(([d, list]) => ({
      d,
      pairedSeeds: list.length,
      bestTrainLoss: mean(list.map(({ loss }) => loss)),
      bestTestAccuracy: mean(list.map(({ accuracy }) => accuracy)),
    }));
}

function pairKey({ specification: { degreesOfFreedom, seed, start } }: RunResult): string {
  return `${degreesOfFreedom} ${seed} ${start.seed}`;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
