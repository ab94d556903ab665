import { engine, REGISTER_OPERATIONS, registers, sgemm, SGEMM_OPERATIONS } from './contestants.mjs';
import { measureInterleaved } from './measure.mjs';

/** A BLAS this far below what registers allow is a reference implementation, and no measure of the machine. */
const SLOW_BLAS = 0.5;

/**
 * Measures one case and the machine's floor for it in the same rounds.
 *
 * @returns `{ title, floor: { by, median, minimum, rate }, entries: { [name]: times or failure }, targets }`
 */
export async function runCase({ title, kind, cores, operations, bytes, contestants, rounds, targets, work }, native) {
  const machine =
    kind === 'compute'
      ? [sgemm(cores), registers(native, cores)]
      : [{ ...engine(native, work, cores), name: 'reading' }];
  const results = await measureInterleaved([...machine, ...contestants], { warmups: Math.min(3, rounds >> 1), rounds });
  const floor = kind === 'compute' ? computeFloor(results, operations) : memoryFloor(results.get('reading'), bytes);
  const entries = Object.fromEntries(contestants.map(({ name }) => [name, results.get(name)]));
  return {
    title,
    kind,
    operations,
    bytes,
    cores: cores.length,
    floor,
    entries,
    targets: judged(targets, entries, floor),
  };
}

/**
 * How long the machine's fastest matrix product needs for as many operations; `rate` is in GFLOP/s of processor time, which
 * tells a slow BLAS from a busy machine.
 */
function computeFloor(results, operations) {
  const blas = rated(results.get('sgemm'), SGEMM_OPERATIONS);
  const own = rated(results.get('registers'), REGISTER_OPERATIONS);
  const usable = blas !== undefined && !(own !== undefined && blas.rate < SLOW_BLAS * own.rate);
  const [by, peak] = usable ? [`sgemm of ${blas.about}`, blas] : ['multiply-adds in registers', own];
  if (peak === undefined) return undefined;
  const scale = operations / peak.operations;
  const [median, minimum, processor] = [peak.median, peak.minimum, peak.processor].map((time) => time * scale);
  const floor = { by, rate: peak.rate, median, minimum, processor };
  if (usable) return floor;
  const found = blas === undefined ? 'numpy is missing' : `numpy multiplies with ${blas.about}, which is slow`;
  return { ...floor, note: `${found}, and so may PyTorch: to compare with a fast BLAS, install one (libopenblas0)` };
}

function rated(times, operations) {
  if (times === undefined || times.failure !== undefined) return undefined;
  return { ...times, operations, rate: operations / times.processor / 1e6 };
}

function memoryFloor(times, bytes) {
  if (times.failure !== undefined) return undefined;
  const { median, minimum, processor } = times;
  return { by: 'reading memory', rate: bytes / processor / 1e6, median, minimum, processor };
}

/**
 * The quotients that matter, of medians, minima and processor time; the first one counts, and among several ways of
 * running PyTorch the fastest.
 */
function judged(targets, entries, floor) {
  const find = (prefix) => {
    if (prefix === 'floor') return floor;
    const fitting = Object.entries(entries).filter(([name, times]) => name.startsWith(prefix) && !times.failure);
    return fitting.map(([, times]) => times).toSorted((a, b) => a.median - b.median)[0];
  };
  return targets.flatMap((target) => {
    const [of, over] = [find(target.of), find(target.over)];
    if (of === undefined || over === undefined) return [];
    const ratio = of.median / over.median;
    const met = target.least ? ratio >= target.bound : ratio <= target.bound;
    const others = { ratioOfMinima: of.minimum / over.minimum, ratioOfProcessor: of.processor / over.processor };
    return [{ ...target, ratio, ...others, met }];
  });
}
