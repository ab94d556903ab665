import type { Prepared, TypedArray } from '@dof/core';
import { type BrokenSpecimen, type StepMethod, withMap } from './broken-method.js';
import { shifted } from './right-methods.js';

const STORED = 'a preparation survives a store: JSON and the bytes of its arrays are all there is to it';
const SHARE = 'the share done rises from 0 to 1 while preparing';
const BEFORE = 'a preparation aborted beforehand does no work and rejects with the reason of the signal';
const UNDER_WAY = 'a preparation aborted under way stops there and rejects with the reason of the signal';

const prepare = shifted.prepare?.bind(shifted) as NonNullable<StepMethod['prepare']>;

function withPreparation(change: (right: Prepared) => Prepared): StepMethod {
  return { ...shifted, prepare: async (context) => change(await prepare(context)) };
}

/** Specimens for the clauses on preparations and on what is given back. */
export const brokenPreparations: readonly BrokenSpecimen[] = [
  {
    clause: STORED,
    defect: 'part of the preparation kept beside it',
    says: /from a stored preparation/,
    make: () => {
      const kept = new WeakSet<Prepared>();
      const method = withPreparation((right) => {
        kept.add(right);
        return right;
      });
      return withMap((right, { prepared }) => {
        const known = prepared !== undefined && kept.has(prepared);
        return { embed: (theta, w) => (known ? right.embed(theta, w) : void w.fill(0)) };
      }, method);
    },
  },
  {
    clause: STORED,
    defect: 'an array that a store cannot hold',
    says: /gradient is \[object BigInt64Array\]/,
    make: () =>
      withPreparation(({ meta }) => ({
        meta,
        arrays: { gradient: new BigInt64Array(50) as unknown as TypedArray },
      })),
  },
  {
    clause: STORED,
    defect: 'meta data that JSON loses',
    says: /has no JSON form/,
    make: () => withPreparation(({ arrays }) => ({ meta: { loss: NaN }, arrays })),
  },
  {
    clause: SHARE,
    defect: 'an end that is never reported',
    says: /the last share reported is/,
    make: () => ({
      ...shifted,
      prepare: (context) => prepare({ ...context, emit: (share) => context.emit(share / 2) }),
    }),
  },
  {
    clause: SHARE,
    defect: 'a share that falls',
    says: /was reported after/,
    make: () => ({
      ...shifted,
      prepare: (context) => prepare({ ...context, emit: (share) => context.emit(1 - share) }),
    }),
  },
  {
    clause: BEFORE,
    defect: 'the signal looked at in the end only',
    says: /4 gradients were computed after the abort/,
    make: () => ({
      ...shifted,
      prepare: async (context) => {
        const prepared = await prepare({ ...context, signal: new AbortController().signal });
        context.signal.throwIfAborted();
        return prepared;
      },
    }),
  },
  {
    clause: UNDER_WAY,
    defect: 'the signal not looked at',
    says: /prepare went on to its end, through 4 gradients/,
    make: () => ({
      ...shifted,
      prepare: (context) => prepare({ ...context, signal: new AbortController().signal }),
    }),
  },
  {
    clause: UNDER_WAY,
    defect: 'the signal not looked at while outputs are pulled back',
    says: /prepare went on to its end, through 3 gradients/,
    make: () => ({
      ...shifted,
      prepare: async ({ objective, start, signal, emit }) => {
        signal.throwIfAborted();
        const gradient = new Float32Array(objective.dimension);
        for (let n = 0; n < 3; n++) {
          const batch = { split: 'train', indices: Uint32Array.of(n) } as const;
          await objective.pullbackOutputs?.(start.w, batch, new Float32Array(3).fill(1), gradient);
        }
        await emit(1);
        return { meta: null, arrays: { gradient } };
      },
    }),
  },
  {
    clause: UNDER_WAY,
    defect: 'an error of its own',
    says: /rejected with Error: stopped, not with the signal's reason/,
    make: () => ({
      ...shifted,
      prepare: (context) =>
        prepare(context).catch(() => {
          throw new Error('stopped');
        }),
    }),
  },
  {
    clause: 'a disposed map gives back all that it took from the engine, and so does a refused one',
    defect: 'a map that is not disposed of',
    says: /at d = 1 the engine still holds a linear map of 43 x 1/,
    make: () => withMap(() => ({ dispose: () => undefined })),
  },
  {
    clause: 'a disposed map gives back all that it took from the engine, and so does a refused one',
    defect: 'a map drawn before d is checked',
    says: /at d = 44 the engine still holds a linear map of 43 x 44/,
    make: () => ({
      ...shifted,
      reparametrise: async (context) => {
        const { d, layout, backend, key } = context;
        if (d > 0)
          await backend.linearMap({ kind: 'gaussian', rows: layout.dimension, columns: d }, key).then((map) => {
            if (d <= layout.dimension) map.dispose();
          });
        return shifted.reparametrise(context);
      },
    }),
  },
  {
    clause: 'disposing of one map leaves the others usable',
    defect: 'memory shared between maps',
    says: /after another map's dispose/,
    make: () => {
      let freed = false;
      return withMap((right) => ({
        embed: (theta, w) => (freed ? void w.fill(0) : right.embed(theta, w)),
        dispose: () => {
          freed = true;
        },
      }));
    },
  },
  {
    clause: 'a disposed map leaves no memory behind',
    defect: 'starting points kept',
    says: /mapped and disposed reparametrisations grew the process, by/,
    make: () => {
      const kept: Float32Array[] = [];
      return withMap((_, { start }) => {
        kept.push(start.w.slice());
        return {};
      });
    },
  },
];
