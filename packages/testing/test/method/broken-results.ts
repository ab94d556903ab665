import { splitKey } from '@dof/core';
import type { Reparametrisation } from '@dof/core';
import { withMap, type BrokenSpecimen, type StepMethod } from './broken-method.js';
import { products, shifted } from './right-methods.js';

const SAME = 'the same key gives the same bits, from another instance and after other work too';
const ALONE = 'what a run at d gets does not depend on the other d asked for';
const ARGUMENTS = 'w and the pull-back depend on their arguments alone';
const PREPARE_INPUTS = 'prepare leaves the starting point, the options and the list of d as they were';
const MAP_INPUTS = 'a map leaves the starting point, the preparation and its arguments as they were';

const prepare = shifted.prepare?.bind(shifted) as NonNullable<StepMethod['prepare']>;

/** Runs something extra before every embed. */
const beforeEmbed = (right: Reparametrisation, work: (theta: Float32Array, w: Float32Array) => void) => ({
  embed: (theta: Float32Array, w: Float32Array) => {
    work(theta, w);
    return right.embed(theta, w);
  },
});

let preparations = 0;
let maps = 0;

/** Specimens for what results may depend on, and for inputs that must stay as they were. */
export const brokenResults: readonly BrokenSpecimen[] = [
  {
    clause: SAME,
    defect: 'a preparation that counts its calls',
    says: /gradient prepared again/,
    make: () => ({
      ...shifted,
      prepare: async (context) => {
        const { meta, arrays } = await prepare(context);
        return { meta, arrays: { gradient: arrays['gradient'].map((value) => value + preparations++) } };
      },
    }),
  },
  {
    clause: SAME,
    defect: 'the time of day in the meta data',
    says: /meta is/,
    make: () => ({
      ...shifted,
      prepare: async (context) => ({ ...(await prepare(context)), meta: { made: preparations++ } }),
    }),
  },
  {
    clause: SAME,
    defect: 'directions that depend on how many maps there were',
    says: /the map at d = \d+ again/,
    make: () => ({
      ...shifted,
      reparametrise: (context) => shifted.reparametrise({ ...context, key: splitKey(context.key, maps++) }),
    }),
  },
  {
    clause: ALONE,
    defect: 'a preparation that depends on the list of d',
    says: /when only that is asked for/,
    make: () => ({
      ...shifted,
      prepare: async (context) => {
        const { meta, arrays } = await prepare(context);
        return { meta, arrays: { gradient: arrays['gradient'].map((value) => value * context.requested.length) } };
      },
    }),
  },
  {
    clause: ARGUMENTS,
    defect: 'a pull-back at the theta of the last embed',
    says: /pull-back at d = 2 after another w/,
    make: () =>
      withMap((right) => {
        let last = right.initialCoordinates();
        return {
          ...beforeEmbed(right, (theta) => (last = theta.slice())),
          pullback: (_theta, gradient, out) => right.pullback(last, gradient, out),
        };
      }, products),
  },
  {
    clause: ARGUMENTS,
    defect: 'an embed that moves with every pull-back',
    says: /after another pull-back/,
    make: () =>
      withMap((right) => {
        let calls = 0;
        return {
          embed: async (theta, w) => {
            await right.embed(theta, w);
            w[0] += calls;
          },
          pullback: (theta, gradient, out) => {
            calls += 1;
            return right.pullback(theta, gradient, out);
          },
        };
      }),
  },
  {
    clause: ARGUMENTS,
    defect: 'w added to what was there',
    says: /written over ones/,
    make: () =>
      withMap((right) => ({
        embed: async (theta, w) => {
          const before = w.map((value) => (Number.isNaN(value) ? 0 : value));
          await right.embed(theta, w);
          before.forEach((value, i) => (w[i] += value));
        },
      })),
  },
  {
    clause: PREPARE_INPUTS,
    defect: 'the starting point trained in place',
    says: /start\.w after the call/,
    make: () => ({
      ...shifted,
      prepare: async (context) => {
        context.start.w[0] += 1;
        return prepare(context);
      },
    }),
  },
  {
    clause: PREPARE_INPUTS,
    defect: 'the list of d put in order',
    says: /"requested":\[43/,
    make: () => ({
      ...shifted,
      prepare: async (context) => {
        (context.requested as number[]).sort((a, b) => b - a);
        return prepare(context);
      },
    }),
  },
  {
    clause: MAP_INPUTS,
    defect: 'theta clipped in place',
    says: /theta after the call/,
    make: () => withMap((right) => beforeEmbed(right, (theta) => theta.fill(0.25))),
  },
  {
    clause: MAP_INPUTS,
    defect: 'the gradient used as scratch',
    says: /gradient after the call/,
    make: () =>
      withMap((right) => ({
        pullback: async (theta, gradient, out) => {
          await right.pullback(theta, gradient, out);
          gradient.fill(0);
        },
      })),
  },
  {
    clause: MAP_INPUTS,
    defect: 'the preparation rescaled',
    says: /gradient after the call/,
    make: () =>
      withMap((_, { prepared }) => {
        prepared?.arrays['gradient'].fill(1);
        return {};
      }),
  },
  {
    clause: MAP_INPUTS,
    defect: 'the starting point handed out as w',
    says: /start\.w after the call/,
    make: () => withMap((right, { start }) => beforeEmbed(right, () => start.w.fill(0))),
  },
  {
    clause: 'a map keeps its own copy of the starting point',
    defect: "the caller's array kept",
    says: /after the caller reused/,
    make: () =>
      withMap((right, { start }) => ({
        embed: async (theta, w) => {
          await right.embed(theta, w);
          w[0] = start.w[0];
        },
      })),
  },
];
