import type { Executor, Prepared, RunResult, Task, TaskEvent } from '@dof/core';
import {
  catchError,
  concat,
  concatMap,
  from,
  ignoreElements,
  map,
  Observable,
  ReplaySubject,
  throwError,
  toArray,
} from 'rxjs';
import { rightExecutor } from './right-executors.js';

/** The right executor with other tasks or other events. */
export function changed(
  change: (events: Observable<TaskEvent>, task: Task) => Observable<TaskEvent>,
  changeTask: (task: Task) => Task = (task) => task,
): Executor {
  const right = rightExecutor();
  return { ...right, execute: (task) => change(right.execute(changeTask(task)), task) };
}

/** All events of a task, changed once they are all known. */
export const rearranged = (change: (events: readonly TaskEvent[]) => readonly TaskEvent[]) =>
  changed((events) =>
    events.pipe(
      toArray(),
      concatMap((all) => change(all)),
    ),
  );

export const eachEvent = (change: (event: TaskEvent) => TaskEvent) => changed((events) => events.pipe(map(change)));

export const eachResult = (change: (result: RunResult) => RunResult) =>
  eachEvent((event) => (event.type === 'trained' ? { ...event, result: change(event.result) } : event));

export const eachPreparation = (change: (prepared: Prepared) => Prepared) =>
  eachEvent((event) => (event.type === 'prepared' ? { ...event, prepared: change(event.prepared) } : event));

export const failing = (change: (error: Error) => unknown) =>
  changed((events) => events.pipe(catchError((error: Error) => throwError(() => change(error)))));

export function hot(): Executor {
  const right = rightExecutor();
  return {
    ...right,
    execute(task) {
      const events = new ReplaySubject<TaskEvent>();
      right.execute(task).subscribe(events);
      return events;
    },
  };
}

/** Goes on with a task that nobody wants. */
export const deaf = () =>
  changed(
    (events) =>
      new Observable((subscriber) => {
        events.subscribe({
          next: (event) => subscriber.next(event),
          error: (error: unknown) => subscriber.error(error),
          complete: () => subscriber.complete(),
        });
      }),
  );

/** A queue in which a cancelled task keeps its place. */
export function crowded(): Executor {
  let last: Promise<unknown> = Promise.resolve();
  return changed((events) => {
    const before = last;
    let end: () => void = () => undefined;
    last = new Promise<void>((resolve) => {
      end = resolve;
    });
    const turn = from(before).pipe(ignoreElements());
    return concat(turn, events, new Observable<never>((subscriber) => (end(), subscriber.complete())));
  });
}

export function oneLife(): Executor {
  let disposed = false;
  return {
    ...rightExecutor(),
    async dispose() {
      if (disposed) throw new Error('there is nothing left');
      disposed = true;
    },
  };
}

/** Gives everybody the result of whoever asked first. */
export function mixing(): Executor {
  const right = rightExecutor();
  let first: Task | undefined;
  return { ...right, execute: (task) => right.execute((first ??= task)) };
}

export function ageing(): Executor {
  let runs = 0;
  return eachResult((result) => (runs++ === 0 ? result : { ...result, history: result.history.slice(1) }));
}
