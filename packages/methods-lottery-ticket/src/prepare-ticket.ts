import { DofError } from '@dof/core';
import type { PrepareContext, Prepared } from '@dof/core';
import { magnitudeOrder } from './survival-order.js';
import { prunableParameters } from './prunable-parameters.js';
import type { TicketOptions } from './ticket-options.js';
import { stepsOf, trainBeforePruning } from './train-before-pruning.js';

/** What `prepared.meta` of a ticket holds. */
export interface TicketMeta {
  /** One training run each: the parameters it trained and its steps. */
  readonly levels: readonly { readonly survivors: number; readonly steps: number }[];
  readonly [key: string]: readonly { readonly survivors: number; readonly steps: number }[];
}

/**
 * Finds the tickets of all d at once, as one order of the D parameters: the ticket at d keeps the first d. `arrays.order`
 * holds it; `arrays.rewound`, when survivors do not go back to the start itself, holds the w they go back to (length D).
 *
 * One-shot: one training run, the order of final magnitudes. Iterative: the smallest magnitudes of each run are pruned,
 * the survivors go back and are trained again for the rest of the steps; a d between two levels keeps the largest of the
 * level above. Levels that a d does not need change nothing for it.
 */
export async function prepareTicket(context: PrepareContext<TicketOptions>): Promise<Prepared> {
  const { objective, options, start, trainCount, requested } = context;
  const { kept, layers } = prunableParameters(objective.layout, options.biases);
  const sizes = layers.map(({ length }) => length);
  const levels = pruningLevels(
    options,
    sizes.reduce((sum, size) => sum + size, 0),
    Math.min(...requested) - kept.length,
  );
  const steps = stepsOf(options, trainCount);
  requireStep(options, steps);
  const total = steps + (levels.length - 1) * (steps - options.rewindTo);
  const survives = new Uint8Array(objective.dimension).fill(1);
  const pruned: Uint32Array[] = [];
  const meta: { survivors: number; steps: number }[] = [];
  let rewound = start.w;
  let alive = layers;
  let order: Uint32Array = new Uint32Array(0);
  let done = 0;
  for (const [level, survivors] of levels.entries()) {
    if (level > 0) {
      pruned.unshift(order.slice(survivors));
      for (const parameter of pruned[0]) survives[parameter] = 0;
      alive = alive.map((layer) => layer.filter((parameter) => survives[parameter] === 1));
    }
    const w = rewound.map((value, i) => (survives[i] === 1 ? value : 0));
    const levelSteps = level === 0 ? steps : steps - options.rewindTo;
    await trainBeforePruning(w, survives, context, level, levelSteps, async (step) => {
      if (level === 0 && step === options.rewindTo) rewound = w.slice();
      await context.emit(Math.min(1, (done + step) / total));
    });
    context.signal.throwIfAborted();
    done += levelSteps;
    order = magnitudeOrder(w, alive, sizes, options.scope);
    meta.push({ survivors: survivors + kept.length, steps: levelSteps });
  }
  const all = Uint32Array.from([kept, order, ...pruned].flatMap((part) => [...part]));
  return {
    meta: { levels: meta } satisfies TicketMeta,
    arrays: options.rewindTo === 0 ? { order: all } : { order: all, rewound },
  };
}

function requireStep({ rewindTo }: TicketOptions, steps: number): void {
  if (rewindTo < steps) return;
  throw new DofError(
    'DOF_BAD_OPTIONS',
    `rewindTo is ${rewindTo}, training before pruning takes ${steps} steps: rewind to a step before its end`,
  );
}

/**
 * How many prunable parameters each training run starts with, the first with all of them. They depend on the share
 * pruned per level alone; there are as many as the least number of survivors needs.
 *
 * @param least how many prunable parameters the smallest ticket keeps
 */
export function pruningLevels(
  { pruning, prunedPerLevel }: TicketOptions,
  prunable: number,
  least: number,
): readonly number[] {
  const levels = [prunable];
  while (pruning === 'iterative') {
    const next = Math.floor(levels[levels.length - 1] * (1 - prunedPerLevel));
    if (next < Math.max(1, least)) break;
    levels.push(next);
  }
  return levels;
}
