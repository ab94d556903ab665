import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import { describe, expect, it } from '@jest/globals';
import { randomDataset } from '@dof/testing';
import { sharedDataset } from './shared-dataset.js';

const data = randomDataset([1, 2], { inputShape: [4, 4, 1], classes: 3, trainCount: 24, testCount: 6 });

/** What a thread gets that this is sent to. */
function sent<T>(value: T): T {
  const { port1, port2 } = new MessageChannel();
  port1.postMessage(value);
  const received = receiveMessageOnPort(port2) as { readonly message: T };
  port1.close();
  return received.message;
}

describe('sharedDataset', () => {
  const ofItsOwn = { ...data, train: { ...data.train, inputs: Uint8Array.from(data.train.inputs) } };

  it('has the same examples, where every thread that it is sent to sees them', () => {
    const shared = sharedDataset(ofItsOwn);
    expect(shared).toEqual(data);
    const there = sent(shared);
    for (const split of ['train', 'test'] as const) {
      for (const part of ['inputs', 'labels'] as const) {
        const [here, elsewhere] = [shared[split][part], there[split][part]];
        elsewhere[0] += 1;
        expect(here[0]).toBe(elsewhere[0]);
        here[0] -= 1;
      }
    }
    expect(ofItsOwn).toEqual(data);
  });

  it('is copied once, and nothing of it that is shared already', () => {
    const shared = sharedDataset(ofItsOwn);
    expect(sharedDataset(ofItsOwn)).toBe(shared);
    const again = sharedDataset(shared);
    expect(again.train.inputs).toBe(shared.train.inputs);
    expect(again.test.labels).toBe(shared.test.labels);
  });
});
