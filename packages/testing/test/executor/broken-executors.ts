import { DofError, type Executor } from '@dof/core';
import { catchError, filter } from 'rxjs';
import {
  ageing,
  changed,
  crowded,
  deaf,
  eachEvent,
  eachPreparation,
  eachResult,
  failing,
  hot,
  mixing,
  oneLife,
  rearranged,
} from './executor-defects.js';
import { keepingExecutor, rightExecutor } from './right-executors.js';

/** A specimen that one clause must refuse, and what it must say. */
export interface BrokenSpecimen {
  readonly clause: string;
  readonly defect: string;
  readonly says: RegExp;
  readonly create: () => Executor;
}

const CONCURRENCY = 'it says how many tasks are worth having under way';
const COLD = 'a task starts when it is subscribed to, and not before';
const RUN = 'a run says that it started, each evaluation in order, and last its result';
const PREPARATION = 'a preparation says that it started, and last what was prepared, and at what cost';
const BURN_IN = 'a burnt-in start says that it started, and last the point';
const BITS = 'the same task gives the same bits, wherever and however often it is done';
const APART = 'tasks under way at once keep apart';
const CARRIED = 'a run starts from the point and the preparation that its task carries';
const KEPT = 'a run finds by its key what the executor keeps, where it keeps preparations';
const TRAINED = 'a run hands on what it trained, unless its task is to keep none';
const MISTAKE = 'a mistake is told as the DofError that it is';
const BUG = 'a bug is told as an error that is no DofError, with its message';
const CANCEL = 'unsubscribing cancels a task';
const ROOM = 'a cancelled task makes room for others';
const DISPOSE = 'it may be disposed of twice';

/** One specimen at least for every clause of the executor contract. */
export const brokenExecutors: readonly BrokenSpecimen[] = [
  {
    clause: CONCURRENCY,
    defect: 'no tasks at all',
    says: /concurrency is 0/,
    create: () => ({ ...rightExecutor(), concurrency: 0 }),
  },
  { clause: COLD, defect: 'work before anybody subscribes', says: /nobody has subscribed/, create: hot },
  {
    clause: RUN,
    defect: 'no start',
    says: /started is not first/,
    create: () => changed((events) => events.pipe(filter(({ type }) => type !== 'started'))),
  },
  {
    clause: RUN,
    defect: 'evaluations in another order',
    says: /what was said of evaluations/,
    create: () => rearranged(([start, ...rest]) => [start, ...rest.slice(0, -1).reverse(), ...rest.slice(-1)]),
  },
  {
    clause: RUN,
    defect: 'an evaluation lost',
    says: /what was said of evaluations/,
    create: () =>
      rearranged((events) => events.filter((event) => event.type !== 'evaluated' || event.entry.epoch !== 1)),
  },
  {
    clause: RUN,
    defect: 'a word after the result',
    says: /the last event is progress/,
    create: () => rearranged((events) => [...events, { type: 'progress', share: 1 }]),
  },
  {
    clause: RUN,
    defect: 'two results',
    says: /not one outcome/,
    create: () => rearranged((events) => [...events, ...events.slice(-1)]),
  },
  {
    clause: RUN,
    defect: 'a share above 1',
    says: /has the share 2/,
    create: () => rearranged(([start, ...rest]) => [start, { type: 'progress', share: 2 }, ...rest]),
  },
  {
    clause: RUN,
    defect: 'another hash',
    says: /the result is that of another/,
    create: () => eachResult((result) => ({ ...result, hash: 'another' })),
  },
  {
    clause: RUN,
    defect: 'another specification',
    says: /specification of the result/,
    create: () => eachResult((result) => ({ ...result, specification: { ...result.specification, seed: 0 } })),
  },
  {
    clause: PREPARATION,
    defect: 'no meta',
    says: /the meta is/,
    create: () => eachPreparation((prepared) => ({ ...prepared, meta: null })),
  },
  {
    clause: PREPARATION,
    defect: 'arrays of another type',
    says: /array order is not whole/,
    create: () =>
      eachPreparation(({ arrays, ...rest }) => ({ ...rest, arrays: { ...arrays, order: Float32Array.of(2, 1) } })),
  },
  {
    clause: PREPARATION,
    defect: 'no cost',
    says: /the cost is not/,
    create: () => eachPreparation(({ meta, arrays }) => ({ meta, arrays })),
  },
  {
    clause: BURN_IN,
    defect: 'half a point',
    says: /w is not a point/,
    create: () => eachPreparation(({ meta, arrays }) => ({ meta, arrays: { w: arrays['w'].slice(1) } })),
  },
  {
    clause: BITS,
    defect: 'a loss changed a little, always alike',
    says: /the first time it is/,
    create: () =>
      eachResult(({ best, ...rest }) => ({ ...rest, best: best && { ...best, testLoss: best.testLoss + 1e-9 } })),
  },
  {
    clause: BITS,
    defect: 'a result that depends on what was done before',
    says: /the second time it is/,
    create: ageing,
  },
  { clause: APART, defect: 'one result for all', says: /run 1 of 3 is/, create: mixing },
  {
    clause: CARRIED,
    defect: 'no preparation',
    says: /instead of/,
    create: () =>
      changed(
        (events) => events,
        (task) => ({ ...task, prepared: undefined }),
      ),
  },
  {
    clause: CARRIED,
    defect: 'no starting point',
    says: /instead of/,
    create: () =>
      changed(
        (events) => events,
        (task) => ({ ...task, start: undefined }),
      ),
  },
  {
    clause: CARRIED,
    defect: 'no cost of the preparation',
    says: /cost of its preparation is undefined/,
    create: () => eachResult((result) => ({ ...result, preparationCost: undefined })),
  },
  {
    clause: KEPT,
    defect: 'nothing kept',
    says: /instead of|loaded again/,
    create: () => keepingExecutor({ forgets: true }),
  },
  { clause: KEPT, defect: 'loading each time', says: /loaded again/, create: () => keepingExecutor({ reloads: true }) },
  {
    clause: TRAINED,
    defect: 'nothing of what was trained',
    says: /what it trained is not there/,
    create: () => eachEvent((event) => (event.type === 'trained' ? { ...event, coordinates: undefined } : event)),
  },
  {
    clause: TRAINED,
    defect: 'numbers that are rounded',
    says: /bytes of array "final"/,
    create: () =>
      eachEvent((event) =>
        event.type !== 'trained' || event.coordinates === undefined
          ? event
          : { ...event, coordinates: { ...event.coordinates, arrays: { final: new Float32Array(5) } } },
      ),
  },
  {
    clause: TRAINED,
    defect: 'all of it unasked',
    says: /hands on what it trained/,
    create: () =>
      changed(
        (events) => events,
        (task) => (task.kind === 'train' ? { ...task, keepCoordinates: true } : task),
      ),
  },
  {
    clause: MISTAKE,
    defect: 'only its text',
    says: /no DofError/,
    create: () => failing(({ message }) => new Error(message)),
  },
  {
    clause: MISTAKE,
    defect: 'a code for everything',
    says: /its code is DOF_PLUGIN_FAILED/,
    create: () => failing(({ message }) => new DofError('DOF_PLUGIN_FAILED', message)),
  },
  {
    clause: MISTAKE,
    defect: 'no end',
    says: /it did not fail: started/,
    create: () => changed((events) => events.pipe(catchError(() => []))),
  },
  {
    clause: BUG,
    defect: 'a DofError for everything',
    says: /it is the DofError/,
    create: () => failing(({ message }) => new DofError('DOF_PLUGIN_FAILED', message)),
  },
  {
    clause: BUG,
    defect: 'a text of its own',
    says: /its message is something went wrong/,
    create: () => failing(() => new Error('something went wrong')),
  },
  { clause: CANCEL, defect: 'a task that goes on', says: /went on to its end/, create: deaf },
  { clause: ROOM, defect: 'a place that stays taken', says: /the next task is not done/, create: crowded },
  { clause: DISPOSE, defect: 'an error the second time', says: /nothing left/, create: oneLife },
];
