import { fillNormal, splitKey } from '@dof/core';
import type { DataSplit, RandomKey } from '@dof/core';
import { emptySplit } from '../examples/empty-split.js';

const GREY = 127.5;
/** Standard deviation of a pixel around grey, in bytes. */
const DEVIATION = 40;
/** Examples that the teacher's outputs are centred on, so that no class is rare. */
const CENTRING = 512;

/** A network of one hidden layer of rectified linear units, with weights drawn from a key. */
export interface Teacher {
  readonly key: RandomKey;
  readonly classes: number;
  readonly hidden: number;
  /** Entries of one example. */
  readonly inputLength: number;
}

/**
 * Examples of independent normal pixels around grey, rounded and cut to 0..255, each with the class that the teacher
 * gives it: the largest of its outputs, centred. Example n depends on the key, the purpose and n alone, so a larger
 * split begins with the smaller one. Sums run in float64 in one order without functions beyond the four operations, so
 * every machine finds the same labels.
 */
export function teacherExamples(teacher: Teacher): (purpose: string, count: number) => DataSplit {
  const { key, classes, hidden, inputLength } = teacher;
  const first = normals(splitKey(key, 'first layer'), 0, hidden * inputLength);
  const second = normals(splitKey(key, 'second layer'), 0, classes * hidden);
  const outputs = (bytes: Uint8Array): Float64Array => {
    const units = layer(
      first,
      hidden,
      Float64Array.from(bytes, (byte) => (byte - GREY) / DEVIATION),
    );
    return layer(
      second,
      classes,
      units.map((value) => Math.max(value, 0)),
    );
  };
  const centre = new Float64Array(classes);
  for (let n = 0; n < CENTRING; n++) {
    outputs(pixels(splitKey(key, 'centring'), n, inputLength)).forEach((value, i) => (centre[i] += value / CENTRING));
  }
  return (purpose, count) => {
    const split = emptySplit(count, [inputLength]);
    const exampleKey = splitKey(key, purpose);
    for (let n = 0; n < count; n++) {
      const bytes = pixels(exampleKey, n, inputLength);
      const centred = outputs(bytes).map((value, i) => value - centre[i]);
      split.inputs.set(bytes, n * inputLength);
      split.labels[n] = centred.indexOf(Math.max(...centred));
    }
    return split;
  };
}

function layer(weights: Float32Array, outputs: number, inputs: Float64Array): Float64Array {
  return Float64Array.from({ length: outputs }, (_, unit) => {
    let sum = 0;
    for (let i = 0; i < inputs.length; i++) sum += weights[unit * inputs.length + i] * inputs[i];
    return sum;
  });
}

function pixels(key: RandomKey, example: number, length: number): Uint8Array {
  return Uint8Array.from(normals(key, example, length), (z) =>
    Math.min(Math.max(Math.round(GREY + DEVIATION * z), 0), 255),
  );
}

function normals(key: RandomKey, stream: number, length: number): Float32Array {
  const draws = new Float32Array(length);
  fillNormal(key, stream, draws);
  return draws;
}
