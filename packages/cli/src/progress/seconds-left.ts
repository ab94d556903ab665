import { durationModel, type RunDuration } from './duration-model.js';

/** A run that is not finished. */
export interface RunAhead {
  /** The name of its series. */
  readonly series: string;
  readonly degreesOfFreedom: number;
  /** Seconds it has been running; 0 when it has not started. */
  readonly elapsed: number;
  /** Share of it that is done, from 0 to 1. */
  readonly share: number;
  /** Keys of the preparations ahead that it waits for, in their order. */
  readonly needs?: readonly string[];
}

/** How long work that runs share took. */
export interface PreparationDuration {
  /** What takes about as long, where it is of the same size: the preparations of one method, or burn-ins. */
  readonly kind: string;
  /** Its time grows with this: the steps of a burn-in. */
  readonly size: number;
  readonly seconds: number;
}

/** Work that runs share, and that is not finished. */
export interface PreparationAhead {
  readonly key: string;
  readonly kind: string;
  readonly size: number;
  readonly elapsed: number;
  readonly share: number;
}

/** What was seen, and what is ahead. */
export interface WorkAhead {
  readonly seen: { readonly runs: readonly RunDuration[]; readonly preparations?: readonly PreparationDuration[] };
  /** Runs in the order of the plan. */
  readonly ahead: { readonly runs: readonly RunAhead[]; readonly preparations?: readonly PreparationAhead[] };
  /** Runs at once. */
  readonly concurrency: number;
}

/** Below this share, work under way says too little about how long it will take. */
const TELLING_SHARE = 0.05;

/**
 * Estimates how long the work ahead will take. A run that waits for a preparation keeps its place meanwhile, as it does
 * in the pipeline. Undefined as long as nothing has been seen of runs, or of a kind of preparation that is ahead.
 */
export function secondsLeft({ seen, ahead, concurrency }: WorkAhead): number | undefined {
  const { preparations = [] } = ahead;
  if (ahead.runs.length === 0 && preparations.length === 0) return seen.runs.length === 0 ? undefined : 0;
  const known = [...seen.runs, ...ahead.runs.filter(isTelling).map((run) => ({ ...run, seconds: wholeTime(run) }))];
  const predict = durationModel(known);
  if (predict === undefined) return undefined;
  const prepared = secondsOfPreparations(seen.preparations ?? [], preparations);
  if (preparations.some(({ key }) => !prepared.has(key))) return undefined;

  const free = Array.from({ length: concurrency }, () => 0);
  const earliest = (): number => free.indexOf(Math.min(...free));
  const ready = new Map<string, number>();
  for (const { key, elapsed } of preparations) if (elapsed > 0) ready.set(key, prepared.get(key) ?? 0);
  // Those under way hold their places before any other gets one.
  const inOrder = [
    ...ahead.runs.filter(({ elapsed }) => elapsed > 0),
    ...ahead.runs.filter(({ elapsed }) => elapsed === 0),
  ];
  for (const run of inOrder) {
    const place = earliest();
    let at = free[place];
    for (const key of run.needs ?? []) {
      if (!ready.has(key)) ready.set(key, at + (prepared.get(key) ?? 0));
      at = Math.max(at, ready.get(key) ?? 0);
    }
    free[place] = at + remaining(run, predict(run));
  }
  return Math.max(...free, ...ready.values());
}

/** Seconds left of each of these by its key; those are left out of whose kind nothing tells. */
export function secondsOfPreparations(
  seen: readonly PreparationDuration[],
  ahead: readonly PreparationAhead[],
): ReadonlyMap<string, number> {
  const known = [...seen, ...ahead.filter(isTelling).map((one) => ({ ...one, seconds: wholeTime(one) }))];
  const left = new Map<string, number>();
  for (const one of ahead) {
    const alike = known.filter(({ kind }) => kind === one.kind);
    if (alike.length === 0) continue;
    const mean = alike.reduce((sum, { seconds, size }) => sum + seconds / size, 0) / alike.length;
    left.set(one.key, remaining(one, mean * one.size));
  }
  return left;
}

type Share = Pick<RunAhead, 'elapsed' | 'share'>;

const isTelling = ({ share }: Share): boolean => share >= TELLING_SHARE;
const wholeTime = ({ elapsed, share }: Share): number => elapsed / share;

function remaining(work: Share, predicted: number): number {
  return isTelling(work) ? wholeTime(work) * (1 - Math.min(1, work.share)) : Math.max(0, predicted - work.elapsed);
}
