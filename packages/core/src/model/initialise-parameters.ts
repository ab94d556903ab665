import type { ParameterLayout } from '../contracts/parameter-layout.js';
import type { RandomKey } from '../contracts/random-key.js';
import { splitKey } from '../random/split-key.js';
import { fillTruncatedNormal, TRUNCATED_NORMAL_DEVIATION } from '../random/truncated-normal.js';

/**
 * A fresh w_0 of length D. Kernels: LeCun normal, a normal truncated at two deviations with variance 1 / fanIn after
 * truncation; biases 0; scales 1. Each segment has a key of its own, so a layer's draw does not depend on the others.
 */
export function initialiseParameters(layout: ParameterLayout, key: RandomKey): Float32Array {
  const w = new Float32Array(layout.dimension);
  layout.segments.forEach((segment, index) => {
    const values = w.subarray(segment.offset, segment.offset + segment.length);
    if (segment.kind === 'scale') values.fill(1);
    if (segment.kind !== 'kernel') return;
    fillTruncatedNormal(splitKey(key, index), values);
    const factor = 1 / Math.sqrt(segment.fanIn) / TRUNCATED_NORMAL_DEVIATION;
    for (let i = 0; i < values.length; i++) values[i] *= factor;
  });
  return w;
}
