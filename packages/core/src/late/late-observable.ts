import { createRequire } from 'node:module';
import type * as Rxjs from 'rxjs';

const require = createRequire(import.meta.url);

/**
 * An observable that is loaded when somebody subscribes. RxJS itself is loaded when the first one is made: it is 224
 * modules, a tenth of a second, and what only lists or reads plugins does without. An observable has to be there at once,
 * so RxJS cannot be imported for it, but it can be required: for Node it is CommonJS either way.
 */
export function lateObservable<T>(load: () => Promise<Rxjs.Observable<T>>): Rxjs.Observable<T> {
  const { defer, switchMap } = require('rxjs') as typeof Rxjs;
  return defer(load).pipe(switchMap((loaded) => loaded));
}
