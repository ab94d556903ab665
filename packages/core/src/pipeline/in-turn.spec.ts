import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { inTurn } from './in-turn.js';

describe('inTurn', () => {
  it('lets work end in the order in which it began, and fail alone', async () => {
    const line = inTurn();
    const ended: string[] = [];
    const work = async (name: string, milliseconds: number): Promise<void> => {
      await setTimeout(milliseconds);
      if (name === 'fails') throw new Error('as it does');
    };
    const follow = (name: string, milliseconds: number): Promise<unknown> =>
      line(work(name, milliseconds)).then(
        () => ended.push(name),
        ({ message }: Error) => ended.push(`${name} ${message}`),
      );
    await Promise.all([follow('slow', 60), follow('quick', 0), follow('fails', 20), follow('last', 5)]);
    expect(ended).toEqual(['slow', 'quick', 'fails as it does', 'last']);
  });
});
