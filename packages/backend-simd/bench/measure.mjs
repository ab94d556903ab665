import { setTimeout } from 'node:timers/promises';
import { Peer } from './peer.mjs';

/** Threads of a pool may wait busily for a moment after their work; the next workload starts after that. */
const PAUSE = 3;

/**
 * Runs contestants in interleaved rounds, so that a busy machine disturbs all of them alike.
 *
 * @param {{ name: string, peers: object[] }[]} contestants what to start; several peers of one run at the same time and
 *   share the work
 * @returns {Promise<Map<string, object>>} by name `{ about, median, minimum, processor }`, milliseconds per run: by the clock,
 *   and the least that a processor was held, which other work on the machine lengthens little; or `{ failure }`
 */
export async function measureInterleaved(contestants, { warmups, rounds }) {
  const results = new Map();
  const running = [];
  for (const { name, peers } of contestants) {
    const started = peers.map((start) => new Peer(start));
    try {
      const [about] = await Promise.all(started.map((peer) => peer.ready()));
      running.push({ name, about, peers: started, samples: [] });
    } catch (error) {
      started.forEach((peer) => peer.stop());
      results.set(name, { failure: error.message });
    }
  }
  try {
    for (let round = 0; round < warmups + rounds; round++) {
      for (const { peers, samples } of running) {
        const replies = await Promise.all(peers.map((peer) => peer.run()));
        if (round >= warmups) samples.push(together(replies));
        await setTimeout(PAUSE);
      }
    }
  } finally {
    running.forEach(({ peers }) => peers.forEach((peer) => peer.stop()));
  }
  running.forEach(({ name, about, samples }) => results.set(name, { about, ...summary(samples) }));
  return results;
}

/** Time per run of peers that ran at the same time. */
function together(replies) {
  const processor = replies.reduce((sum, reply) => sum + reply.processor, 0);
  return {
    elapsed: Math.max(...replies.map(({ elapsed }) => elapsed)) / replies.length,
    processor: processor / replies.length,
  };
}

function summary(samples) {
  const sorted = (key) => samples.map((sample) => sample[key]).toSorted((a, b) => a - b);
  const [elapsed, processor] = [sorted('elapsed'), sorted('processor')];
  return { median: elapsed[elapsed.length >> 1], minimum: elapsed[0], processor: processor[0] };
}
