import { createInterface } from 'node:readline';

/**
 * The side of a peer process: prepares a workload, says that it is ready, then runs it once per line of input and
 * answers with its time by the clock and by the processor, in milliseconds. A failure to prepare is answered too.
 *
 * @param {string} about what runs, in a few words
 * @param {() => Promise<() => unknown>} prepare
 */
export async function answerLines(about, prepare) {
  const answer = (reply) => process.stdout.write(`${JSON.stringify(reply)}\n`);
  let run;
  try {
    run = await prepare();
  } catch (error) {
    answer({ failure: error.message });
    return;
  }
  answer({ about });
  const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  while (!(await lines.next()).done) {
    const [start, usage] = [performance.now(), process.cpuUsage()];
    await run();
    const [elapsed, { user, system }] = [performance.now() - start, process.cpuUsage(usage)];
    answer({ elapsed, processor: (user + system) / 1000 });
  }
}
