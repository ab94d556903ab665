import type { HistoryEntry, Prepared, RunSpecification, TaskEvent } from '@dof/core';
import { describe, expect, it } from '@jest/globals';
import { Observable } from 'rxjs';
import type { JobData } from '../job/job-data.js';
import type { TravellingResult } from '../job/job-outcome.js';
import { OutstandingJob } from './outstanding-job.js';

const history = [0, 3, 6].map((step): HistoryEntry => {
  const evaluation = { loss: 1 / (1 + step), accuracy: 0.5 };
  return { epoch: step / 3, step, train: evaluation, test: evaluation };
});

/** The steps of the evaluations that a subscriber hears, when these reach the job before the run is over. */
function heard(steps: readonly number[]): readonly (number | undefined)[] {
  const events: TaskEvent[] = [];
  new Observable<TaskEvent>((subscriber) => {
    const job = new OutstandingJob('id', { kind: 'train' } as JobData, {} as RunSpecification, subscriber);
    for (const step of steps) job.progress({ type: 'evaluated', entry: history[step / 3] });
    job.trained({ history } as unknown as TravellingResult);
  }).subscribe((event) => events.push(event));
  expect(events.map(({ type }) => type)).toEqual(['started', 'evaluated', 'evaluated', 'evaluated', 'trained']);
  return events.flatMap((event) => (event.type === 'evaluated' ? [event.entry.step] : []));
}

describe('OutstandingJob', () => {
  it.each([
    ['all that is said of a run', [0, 3, 6]],
    ['a run that ends before anything is heard of it', []],
    ['a run that was under way before anybody listened', [6]],
    ['a run that was begun again by another worker', [0, 3, 0, 3, 6]],
  ])('tells each evaluation once and in order, of %s', (_, steps) => {
    expect(heard(steps)).toEqual([0, 3, 6]);
  });

  it('hands on what was trained, where it came with the result', () => {
    const coordinates: Prepared = { meta: null, arrays: { final: Float32Array.of(1) } };
    for (const given of [coordinates, undefined]) {
      let last: TaskEvent | undefined;
      new Observable<TaskEvent>((subscriber) => {
        const job = new OutstandingJob('id', { kind: 'train' } as JobData, {} as RunSpecification, subscriber);
        job.trained({ history } as unknown as TravellingResult, given);
      }).subscribe((event) => (last = event));
      expect(last?.type === 'trained' && last.coordinates).toBe(given);
    }
  });

  it('tells what was lost on the way at the end, so that nothing is missing', () => {
    expect(heard([0, 6])).toEqual([0, 6, 3]);
  });
});
