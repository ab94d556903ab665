/** Resolves, or rejects, as the work does, but not before all work that was given earlier has ended. */
export type InTurn = (work: Promise<void>) => Promise<void>;

/** A line of its own, in which what takes different times ends in the order in which it began. */
export function inTurn(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const before = last;
    const turn = Promise.allSettled([before, work]).then(() => work);
    // Who gave it hears of a failure; those behind only wait for it.
    last = turn.catch(() => undefined);
    return turn;
  };
}
