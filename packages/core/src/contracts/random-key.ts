/**
 * The only source of randomness: two unsigned 32-bit words. A key is never used up; new keys are derived from it
 * with {@link splitKey}, one per purpose, so that adding a consumer of randomness never changes another's draws.
 */
export type RandomKey = readonly [number, number];
