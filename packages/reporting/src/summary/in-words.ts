import { shortStartLabel } from '@dof/core';
import type { LevelSummary, MethodSummary } from './summary.js';

const number = new Intl.NumberFormat('en-US');

/** What was measured, in one line: `random from init: conv-2 on mnist, D = 20,490, 27 runs (3 seeds)`. */
export function headline(method: MethodSummary): string {
  return `${method.methodLabel} from ${shortStartLabel(method.start)}: ${method.model} on ${method.data.name}, ${circumstances(method)}`;
}

/** How much was measured: `D = 20,490, 10,000 training examples, 27 runs (3 seeds), 1 diverged`. */
export function circumstances({ dimension, data, runs, seeds }: MethodSummary): string {
  const diverged = runs.filter((run) => run.diverged).length;
  return [
    `D = ${number.format(dimension)}`,
    `${number.format(data.trainCount)} training examples`,
    `${count(runs.length, 'run')} (${count(seeds.length, 'seed')})`,
    ...(diverged > 0 ? [`${number.format(diverged)} diverged`] : []),
  ].join(', ');
}

/** What the reader must know of a level that runs are at before they are trained; undefined where none is. */
export function startNote({ level, reachedAtStart }: LevelSummary, runs: number): string | undefined {
  if (reachedAtStart === undefined) return undefined;
  const who = reachedAtStart === runs ? 'every run is' : `${reachedAtStart} of ${runs} runs are`;
  return `Loss level ${level}: ${who} there before training, so it says nothing about degrees of freedom.`;
}

function count(value: number, noun: string): string {
  return `${number.format(value)} ${noun}${value === 1 ? '' : 's'}`;
}
