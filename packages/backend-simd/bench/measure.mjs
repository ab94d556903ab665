/**
 * Runs workloads in interleaved rounds, so that a busy machine disturbs all of them alike.
 *
 * @param workloads `{ name: () => void }`
 * @returns `{ name: { median, minimum, processor } }` in milliseconds: of the clock, and the median of the time that the
 *   process held a processor, which other work on the machine does not lengthen.
 */
export function measureInterleaved(workloads, { warmups, rounds }) {
  const entries = Object.entries(workloads);
  const times = new Map(entries.map(([name]) => [name, []]));
  for (let round = 0; round < warmups + rounds; round++) {
    for (const [name, run] of entries) {
      const [start, startUsage] = [performance.now(), process.cpuUsage()];
      run();
      const [elapsed, usage] = [performance.now() - start, process.cpuUsage(startUsage)];
      if (round >= warmups) times.get(name).push({ elapsed, processor: (usage.user + usage.system) / 1000 });
    }
  }
  return Object.fromEntries([...times].map(([name, samples]) => [name, summary(samples)]));
}

function summary(samples) {
  const sorted = (key) => samples.map((sample) => sample[key]).toSorted((a, b) => a - b);
  const [elapsed, processor] = [sorted('elapsed'), sorted('processor')];
  const middle = samples.length >> 1;
  return { median: elapsed[middle], minimum: elapsed[0], processor: processor[middle] };
}
