import { describe, expect, it } from '@jest/globals';
import { capturedTerminal } from '../../test/captured-terminal.js';
import { interruptible } from './interruptible.js';

const terminal = () => capturedTerminal([], { workingDirectory: '/' });

describe('interruptible', () => {
  it('aborts the work at the first request, ends the process at the second, and hears no more after the work', async () => {
    const one = terminal();
    const heard: string[] = [];
    const result = await interruptible(
      one,
      async ({ signal }) => {
        expect([signal.aborted, one.interruptions$.observed]).toEqual([false, true]);
        signal.addEventListener('abort', () => heard.push('aborted'));
        one.interruptions$.next('SIGINT');
        expect([signal.aborted, one.exits]).toEqual([true, []]);
        one.interruptions$.next('SIGTERM');
        return 'done';
      },
      { onFirst: () => heard.push('first'), onSecond: () => heard.push('second') },
    );
    expect([result, heard, one.exits]).toEqual(['done', ['first', 'aborted', 'second'], [130]]);
    one.interruptions$.next('SIGINT');
    expect(one.exits).toEqual([130]);
    expect(one.interruptions$.observed).toBe(false);
  });

  it('emits each request, the last one for those who subscribe later, until the work ends', async () => {
    const one = terminal();
    const heard: string[] = [];
    await interruptible(one, async ({ requests$ }) => {
      one.interruptions$.next('SIGINT');
      requests$.subscribe((request) => heard.push(request));
      one.interruptions$.next('SIGTERM');
    });
    one.interruptions$.next('SIGINT');
    expect(heard).toEqual(['SIGINT', 'SIGTERM']);
    expect(one.interruptions$.observed).toBe(false);
  });

  it('emits no longer to who has unsubscribed', async () => {
    const one = terminal();
    const heard: string[] = [];
    await interruptible(one, async ({ requests$ }) => {
      const subscription = requests$.subscribe((request) => heard.push(request));
      one.interruptions$.next('SIGINT');
      subscription.unsubscribe();
      one.interruptions$.next('SIGTERM');
    });
    expect(heard).toEqual(['SIGINT']);
  });

  it('stops listening when the work fails', async () => {
    const one = terminal();
    await expect(interruptible(one, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(one.interruptions$.observed).toBe(false);
  });
});
