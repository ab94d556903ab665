/** Lets a call through at most once in `milliseconds`. */
export function progressThrottle(milliseconds: number, now: () => number = () => performance.now()): () => boolean {
  let last = -Infinity;
  return () => {
    const time = now();
    if (time - last < milliseconds) return false;
    last = time;
    return true;
  };
}
