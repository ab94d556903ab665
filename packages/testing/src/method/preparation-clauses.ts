import { ARRAY_TYPES, canonicalJson, forwardObjective, type Prepared, type TypedArray } from '@dof/core';
import { assertSame, assertThat } from '../clauses/assertions.js';
import type { ContractClause } from '../clauses/contract-clause.js';
import { genericCoordinates, image } from './jacobian.js';
import type { MethodSubject } from './method-subject.js';
import { forTrials, type MethodTrial } from './method-trial.js';

/** What `prepare` promises; methods without it promise nothing here. */
export const preparationClauses: readonly ContractClause<MethodSubject>[] = [
  {
    name: 'a preparation survives a store: JSON and the bytes of its arrays are all there is to it',
    check: (subject) =>
      forTrials(subject, async ({ degreesOfFreedom, prepare, reparametrise }) => {
        const prepared = await prepare();
        if (prepared === undefined) return;
        const stored = storedAndFetched(prepared);
        for (const d of degreesOfFreedom) {
          const [made, fetched] = [await reparametrise(d, { prepared }), await reparametrise(d, { prepared: stored })];
          const theta = genericCoordinates(made, 0);
          assertSame(await image(fetched, theta), await image(made, theta), `w at d = ${d} from a stored preparation`);
          made.dispose();
          fetched.dispose();
        }
      }),
  },
  {
    name: 'the share done rises from 0 to 1 while preparing',
    check: (subject) =>
      forTrials(subject, async ({ method, prepare }) => {
        if (method.prepare === undefined) return;
        const shares: number[] = [];
        await prepare({ emit: (share) => void shares.push(share) });
        shares.forEach((share, i) =>
          assertThat(share >= (shares[i - 1] ?? 0) && share <= 1, `${share} was reported after ${shares[i - 1] ?? 0}`),
        );
        assertThat(shares.at(-1) === 1, `the last share reported is ${shares.at(-1)}, not 1`);
      }),
  },
  {
    name: 'a preparation aborted beforehand does no work and rejects with the reason of the signal',
    check: (subject) =>
      forTrials(subject, async (trial) => {
        const abort = new AbortController();
        abort.abort(new Error('enough'));
        const calls = await callsUntilRejected(trial, abort, () => undefined);
        assertThat(calls === 0, `${calls} gradients were computed after the abort`);
      }),
  },
  {
    name: 'a preparation aborted under way stops there and rejects with the reason of the signal',
    check: (subject) =>
      forTrials(subject, async (trial) => {
        const abort = new AbortController();
        const calls = await callsUntilRejected(trial, abort, () => abort.abort(new Error('enough')));
        assertThat(calls <= 1, `${calls - 1} more gradients were computed after the abort`);
      }),
  },
];

/** Prepares with an objective that counts its gradients and calls `each` in every one; returns how many there were. */
async function callsUntilRejected(trial: MethodTrial, abort: AbortController, each: () => void): Promise<number> {
  if (trial.method.prepare === undefined) return 0;
  let calls = 0;
  const { objective: right } = trial;
  const call = (): void => {
    calls += 1;
    each();
  };
  const { hessianVectorProduct, pullbackOutputs } = right;
  const objective = forwardObjective(right, {
    lossAndGradient: (...given) => {
      call();
      return right.lossAndGradient(...given);
    },
    hessianVectorProduct:
      hessianVectorProduct &&
      ((...given) => {
        call();
        return hessianVectorProduct.apply(right, given);
      }),
    pullbackOutputs:
      pullbackOutputs &&
      ((...given) => {
        call();
        return pullbackOutputs.apply(right, given);
      }),
    dispose: () => undefined,
  });
  const outcome = await trial.prepare({ objective, signal: abort.signal }).then(
    () => 'finished',
    (error: unknown) => error,
  );
  // A preparation that needs no gradient is never aborted under way.
  if (!abort.signal.aborted) return calls;
  assertThat(outcome !== 'finished', `prepare went on to its end, through ${calls} gradients`);
  assertThat(outcome === abort.signal.reason, `prepare rejected with ${String(outcome)}, not with the signal's reason`);
  return calls;
}

function storedAndFetched({ meta, arrays }: Prepared): Prepared {
  const text = JSON.stringify(meta);
  const fetched = JSON.parse(text) as Prepared['meta'];
  assertThat(canonicalJson(fetched) === canonicalJson(meta), `meta does not survive JSON: ${text}`);
  const copies = Object.entries(arrays).map(([name, array]): [string, TypedArray] => {
    const type = Object.values(ARRAY_TYPES).find((candidate) => array instanceof candidate);
    assertThat(type !== undefined, `${name} is ${Object.prototype.toString.call(array)}, which a store cannot hold`);
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength).slice();
    return [name, new type(bytes.buffer)];
  });
  return { meta: fetched, arrays: Object.fromEntries(copies) };
}
