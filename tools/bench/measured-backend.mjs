/** An object whose functions are replaced by `wrap(name, function)`, where it gives one, and bound to it otherwise. */
function wrapped(target, wrap) {
  return new Proxy(target, {
    get(_, name) {
      const value = target[name];
      if (typeof value !== 'function') return value;
      const bound = value.bind(target);
      return wrap(name, bound) ?? bound;
    },
  });
}

/**
 * The engine, with its work counted by a clock: `step`, `evaluation`, `projection` and `drawing` of
 * matrices. In one pass over a map, the optimizer's part counts as projection: it is called
 * for every few columns, too often to be told apart. The process has started up when the first loss is asked for.
 *
 * @param {import('./part-clock.mjs').PartClock} clock
 */
export function measuredBackend(backend, clock) {
  const started =
    (work) =>
    (...values) => {
      clock.replace('start-up', 'optimizer and loop');
      return work(...values);
    };
  const objective = (one) =>
    wrapped(one, (name, work) => {
      if (name === 'lossAndGradient') return started(clock.timed('step', work));
      if (name === 'evaluate') return started(clock.timed('evaluation', work));
      return undefined;
    });
  const map = (one) => wrapped(one, (name, work) => (name === 'dispose' ? undefined : clock.timed('projection', work)));
  return wrapped(backend, (name, work) => {
    if (name === 'compile') return async (...values) => objective(await work(...values));
    if (name === 'linearMap') return async (...values) => map(await clock.timed('drawing', work)(...values));
    if (name === 'columnsMap') return async (...values) => map(await clock.timed('drawing', work)(...values));
    return undefined;
  });
}
