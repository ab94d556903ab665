import type { DataSplit, Standardisation } from '@dof/core';
import { z } from 'zod';

/**
 * How bytes become inputs, x being a byte / 255 and all statistics those of the training examples in use: `pixel-mean`
 * x less the mean of its pixel and channel; `channel-mean` x less the mean of its channel; `z-score` the same divided
 * by the standard deviation of all entries around their channel's mean; `symmetric` 2 x - 1; `none` x.
 */
export const standardiseSchema = z.enum(['pixel-mean', 'channel-mean', 'z-score', 'symmetric', 'none']);

export type Standardise = z.infer<typeof standardiseSchema>;

const SCALE = 1 / 255;

/** The standardisation of a data set, from the training examples in use. */
export function standardise(kind: Standardise, train: DataSplit, channels: number): Standardisation {
  const length = train.inputs.length / train.count;
  switch (kind) {
    case 'none':
      return { scale: SCALE, mean: new Float32Array(length) };
    case 'symmetric':
      return { scale: 2 * SCALE, mean: new Float32Array(length).fill(1) };
    case 'pixel-mean':
      return { scale: SCALE, mean: Float32Array.from(means(train, length), (mean) => mean * SCALE) };
    case 'channel-mean':
      return channelScore(train, channels, 1);
    case 'z-score':
      return channelScore(train, channels, deviation(train, channels));
  }
}

/** (x - channel's mean) / deviation; `deviation` in the units of x. */
function channelScore(train: DataSplit, channels: number, deviation: number): Standardisation {
  const scale = SCALE / deviation;
  const byChannel = means(train, channels);
  const mean = Float32Array.from(
    { length: train.inputs.length / train.count },
    (_, i) => byChannel[i % channels] * scale,
  );
  return { scale, mean };
}

/** Mean byte of the entries at each place modulo `period`. */
function means({ inputs }: DataSplit, period: number): Float64Array {
  // Sums of bytes are exact in float64.
  const sums = new Float64Array(period);
  for (let first = 0; first < inputs.length; first += period) {
    for (let i = 0; i < period; i++) sums[i] += inputs[first + i];
  }
  return sums.map((sum) => sum / (inputs.length / period));
}

/** Standard deviation of byte / 255 around the channel's mean; 1 where nothing varies. */
function deviation(train: DataSplit, channels: number): number {
  const { inputs } = train;
  const byChannel = means(train, channels);
  let squares = 0;
  for (const byte of inputs) squares += byte * byte;
  const variance = squares / inputs.length - byChannel.reduce((sum, mean) => sum + mean * mean, 0) / channels;
  return variance > 0 ? Math.sqrt(variance) * SCALE : 1;
}
