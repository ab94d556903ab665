/** Median of a sample and the 95 % interval its order statistics give. Infinite values count as very large or small. */
export function medianInterval(sample) {
  const sorted = Float64Array.from(sample).sort();
  const n = sorted.length;
  const spread = 0.98 * Math.sqrt(n);
  const lower = sorted[Math.ceil(n / 2) - 1];
  const upper = sorted[Math.floor(n / 2)];
  return {
    median: lower === upper ? lower : (lower + upper) / 2,
    low: sorted[Math.max(0, Math.floor(n / 2 - spread))],
    high: sorted[Math.min(n - 1, Math.ceil(n / 2 + spread))],
  };
}
