import { describe, expect, it } from '@jest/globals';
import { capturedTerminal } from '../../test/captured-terminal.js';
import { interruptions, rememberInterruptions } from './interruptions.js';

const terminal = () => capturedTerminal([], { workingDirectory: '/' });

describe('interruptions', () => {
  it('emits each while somebody listens', () => {
    const one = terminal();
    const heard: string[] = [];
    const subscription = interruptions(one).subscribe((signal) => heard.push(signal));
    one.interruptions$.next('SIGINT');
    one.interruptions$.next('SIGTERM');
    subscription.unsubscribe();
    one.interruptions$.next('SIGINT');
    expect(heard).toEqual(['SIGINT', 'SIGTERM']);
    expect(one.interruptions$.observed).toBe(false);
  });
});

describe('rememberInterruptions', () => {
  it('tells those who subscribe later, until it is stopped', () => {
    const one = terminal();
    const { interruptions$, stopListening } = rememberInterruptions(one);
    one.interruptions$.next('SIGINT');
    const heard: string[] = [];
    interruptions$.subscribe((signal) => heard.push(signal));
    one.interruptions$.next('SIGTERM');
    stopListening();
    expect(heard).toEqual(['SIGINT', 'SIGTERM']);
    expect(one.interruptions$.observed).toBe(false);
  });
});
