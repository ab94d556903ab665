import { z } from 'zod';
import type { Prepared } from '../contracts/method.js';
import type { RunResult } from '../contracts/run.js';
import type { RunStore } from '../contracts/run-store.js';
import { DofError } from '../errors/dof-error.js';
import { coordinatesKey } from '../hashing/content-hash.js';
import type { CoordinatesAt, TrainedCoordinates } from '../training/trained-coordinates.js';

const pointSchema = z.object({ epoch: z.int().min(0), step: z.int().min(0) });

/** Says of which run the arrays are, and where on its way: `best` has an array of its own only where it is another point. */
const metaSchema = z.object({ run: z.string(), final: pointSchema, best: pointSchema });

/** A run's coordinates as they are stored and sent: like a preparation. */
export function packCoordinates(hash: string, { final, best }: TrainedCoordinates): Prepared {
  const point = ({ epoch, step }: CoordinatesAt) => ({ epoch, step });
  return {
    meta: { run: hash, final: point(final), best: point(best) },
    arrays: { final: final.theta, ...(best.epoch === final.epoch ? {} : { best: best.theta }) },
  };
}

/** Returns undefined for what {@link packCoordinates} did not make of this run. The arrays are copies. */
export function unpackCoordinates(hash: string, { meta, arrays }: Prepared): TrainedCoordinates | undefined {
  const { data } = metaSchema.safeParse(meta);
  if (data?.run !== hash) return undefined;
  const { final, best = final } = arrays;
  if (!(final instanceof Float32Array && best instanceof Float32Array)) return undefined;
  const last = { ...data.final, theta: final.slice() };
  return { final: last, best: best === final ? last : { ...data.best, theta: best.slice() } };
}

/** Keeps what a run trained, before its result: a result without its coordinates is of a time before. */
export async function putCoordinates(store: RunStore, hash: string, coordinates: Prepared): Promise<void> {
  const key = coordinatesKey(hash);
  // Whatever is there is of a run that was cut off, or that is trained again.
  if (store.replacePrepared === undefined) await store.putPrepared(key, coordinates);
  else await store.replacePrepared(key, coordinates);
}

/** @throws DofError DOF_NO_COORDINATES where the store has none of the run */
export async function storedCoordinates(
  store: Pick<RunStore, 'getPrepared'>,
  { hash, specification: { method, degreesOfFreedom, seed } }: RunResult,
): Promise<TrainedCoordinates> {
  const prepared = await store.getPrepared(coordinatesKey(hash));
  const coordinates = prepared && unpackCoordinates(hash, prepared);
  if (coordinates !== undefined) return coordinates;
  const run = hash.slice(0, 12);
  throw new DofError(
    'DOF_NO_COORDINATES',
    `the store does not have what run ${run} trained (${method.name}, d ${degreesOfFreedom}, seed ${seed}): it was ` +
      'trained with keepCoordinates: false or by an earlier version, diverged at once, or is damaged; train it again, which ' +
      `gives the same in every bit: dof runs FOLDER --hash ${run} --delete --yes, then dof run FILE --set keepCoordinates=true`,
  );
}
