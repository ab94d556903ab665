import { memoryRunStore, type Prepared, type RunResult, type RunStore } from '@dof/core';

/** A specimen that one clause must refuse, and what it must say. */
export interface BrokenSpecimen {
  readonly clause: string;
  readonly defect: string;
  readonly says: RegExp;
  readonly open: () => RunStore | Promise<RunStore>;
}

const EMPTY = 'it is empty at first';
const BACK = 'it gives back what was put, by hash and oldest first';
const AGAIN = 'it changes nothing when a hash is put again';
const APART = 'results are apart from what happens to an object that was put, got or listed';
const DIVERGED = 'it keeps a run that diverged before the first evaluation';
const BITS = 'it gives any result back bit for bit';
const REPLACED = 'a replaced result is the newest, where results can be replaced';
const PREPARED = 'it gives any preparation back bit for bit';
const COST = 'it gives back what a preparation cost';
const FIRST = 'it keeps the first preparation of a key';
const NEW = 'a replaced preparation is the new one, where preparations can be replaced';
const CLAIM = 'a claim is given to one at a time, where work can be claimed';
const CLOSE = 'it may be closed twice';

/** The right store with some members in the place of its own. */
function changed(change: (right: Required<RunStore>) => Partial<RunStore>): RunStore {
  const right = memoryRunStore() as Required<RunStore>;
  return { ...right, ...change(right) };
}

/** A store that gives out, and takes, the very objects it keeps. */
function sharing(copied: { readonly put?: true; readonly get?: true; readonly list?: true }): RunStore {
  const results = new Map<string, RunResult>();
  const copy = <T>(value: T, wanted: true | undefined): T => (wanted ? structuredClone(value) : value);
  return changed(() => ({
    put: async (result) => void results.set(result.hash, copy(result, copied.put)),
    get: async (hash) => copy(results.get(hash), copied.get),
    list: async () => copy([...results.values()], copied.list),
  }));
}

/** A store that alters preparations as it takes them. */
const altering = (alter: (prepared: Prepared) => Prepared) =>
  changed((right) => ({ putPrepared: (key, prepared) => right.putPrepared(key, alter(prepared)) }));

function forgetful(): RunStore {
  let closed = false;
  return changed(() => ({
    async close() {
      if (closed) throw new Error('it is closed');
      closed = true;
    },
  }));
}

/** One specimen at least for every clause of the run store contract. */
export const brokenStores: readonly BrokenSpecimen[] = [
  {
    clause: EMPTY,
    defect: 'a run from before',
    says: /lists 1 runs/,
    open: () => changed(() => ({ list: async () => [{} as RunResult] })),
  },
  {
    clause: EMPTY,
    defect: 'a result made up',
    says: /a run that nobody stored/,
    open: () => changed(() => ({ get: async () => ({}) as RunResult })),
  },
  {
    clause: EMPTY,
    defect: 'a meta made up',
    says: /the meta of a preparation that nobody stored/,
    open: () => changed(() => ({ getPreparedMeta: async () => null })),
  },
  {
    clause: BACK,
    defect: 'the newest first',
    says: /the list is/,
    open: () => changed((right) => ({ list: async () => [...(await right.list())].reverse() })),
  },
  {
    clause: BACK,
    defect: 'any run for any hash',
    says: /run hash-64-3 is/,
    open: () => changed((right) => ({ get: async () => (await right.list())[0] })),
  },
  {
    clause: AGAIN,
    defect: 'the last result of a hash',
    says: /the list is/,
    open: () => changed(({ replace }) => ({ put: replace })),
  },
  {
    clause: APART,
    defect: 'the object that was put',
    says: /what was put has changed/,
    open: () => sharing({ get: true, list: true }),
  },
  {
    clause: APART,
    defect: 'its own object, got',
    says: /what was got has changed/,
    open: () => sharing({ put: true, list: true }),
  },
  {
    clause: APART,
    defect: 'its own object, listed',
    says: /what was listed has changed/,
    open: () => sharing({ put: true, get: true }),
  },
  {
    clause: DIVERGED,
    defect: 'no run without a history',
    says: /the run is not there/,
    open: () =>
      changed(({ put }) => ({
        put: async (result) => (result.history.length === 0 ? undefined : put(result)),
      })),
  },
  {
    clause: BITS,
    defect: 'numbers rounded to float32',
    says: /the run is/,
    open: () =>
      changed(({ put }) => ({
        put: (result) => put({ ...result, wallTimeSeconds: Math.fround(result.wallTimeSeconds) }),
      })),
  },
  {
    clause: REPLACED,
    defect: 'the old place',
    says: /the list is/,
    open: () => {
      const results = new Map<string, RunResult>();
      return changed(() => ({
        put: async (result) => void results.set(result.hash, result),
        replace: async (result) => void results.set(result.hash, result),
        list: async () => [...results.values()],
      }));
    },
  },
  {
    clause: REPLACED,
    defect: 'nothing replaced',
    says: /the list is/,
    open: () => changed(({ put }) => ({ replace: put })),
  },
  {
    clause: PREPARED,
    defect: 'every array as float32',
    says: /is a Float32Array instead of/,
    open: () =>
      altering(({ meta, arrays }) => ({
        meta,
        arrays: Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, Float32Array.from(array)])),
      })),
  },
  {
    clause: PREPARED,
    defect: 'no arrays',
    says: /arrays of the preparation is/,
    open: () => altering(({ meta }) => ({ meta, arrays: {} })),
  },
  {
    clause: PREPARED,
    defect: 'the meta alone wrapped',
    says: /the meta alone is/,
    open: () => changed((right) => ({ getPreparedMeta: async (key) => [(await right.getPreparedMeta(key)) ?? null] })),
  },
  {
    clause: COST,
    defect: 'no cost',
    says: /the cost is undefined/,
    open: () => altering(({ meta, arrays }) => ({ meta, arrays })),
  },
  {
    clause: FIRST,
    defect: 'the last preparation of a key',
    says: /meta of the preparation is 2/,
    open: () => changed(({ replacePrepared }) => ({ putPrepared: replacePrepared })),
  },
  {
    clause: NEW,
    defect: 'the old preparation',
    says: /meta of the preparation is 1/,
    open: () => changed(({ putPrepared }) => ({ replacePrepared: putPrepared })),
  },
  {
    clause: CLAIM,
    defect: 'the same work for everybody',
    says: /given to two/,
    open: () => changed(() => ({ claim: async () => ({ release: async () => undefined }) })),
  },
  {
    clause: CLAIM,
    defect: 'one claim for all work',
    says: /other work cannot be claimed/,
    open: () => changed(({ claim }) => ({ claim: () => claim('work') })),
  },
  {
    clause: CLAIM,
    defect: 'claims for ever',
    says: /released cannot be claimed/,
    open: () =>
      changed(({ claim }) => ({
        claim: async (key) => ((await claim(key)) === undefined ? undefined : { release: async () => undefined }),
      })),
  },
  {
    clause: CLAIM,
    defect: 'a release that frees whoever has it',
    says: /took the work from who has it now/,
    open: () => {
      const claimed = new Set<string>();
      return changed(() => ({
        async claim(key) {
          if (claimed.has(key)) return undefined;
          claimed.add(key);
          return { release: async () => void claimed.delete(key) };
        },
      }));
    },
  },
  { clause: CLOSE, defect: 'an error at the second close', says: /it is closed/, open: forgetful },
];
