/**
 * Numbers 1, 2 and 5 times a power of ten inside a range of losses, rising; only the powers where that would crowd
 * the axis. Undefined when there are fewer than two, for the axis to choose its own.
 */
export function lossTicks([lowest, highest]: readonly [number, number]): number[] | undefined {
  const first = Math.floor(Math.log10(lowest));
  const decades = Math.ceil(Math.log10(highest)) - first;
  const mantissas = decades > 5 ? [1] : [1, 2, 5];
  const ticks = Array.from({ length: decades + 1 }, (_, i) =>
    mantissas.map((mantissa) => Number(`${mantissa}e${first + i}`)),
  )
    .flat()
    .filter((tick) => tick >= lowest && tick <= highest);
  return ticks.length < 2 ? undefined : ticks;
}
