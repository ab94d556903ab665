import { keyFromSeed, strictObject } from '@dof/core';
import { z } from 'zod';
import { labelledExampleShape } from '../examples/example-options.js';
import { labelledDataset } from '../examples/finished-dataset.js';
import { entries, isDrawable, syntheticShape, TOO_LARGE } from './synthetic-options.js';
import { teacherExamples } from './teacher-network.js';
import { withDefaultOptions } from '../examples/with-default-options.js';

const teacherSchema = strictObject({
  ...syntheticShape,
  hidden: z.int().min(1).max(4096).default(16).describe("units of the teacher's hidden layer"),
  ...labelledExampleShape,
}).refine(isDrawable, TOO_LARGE);

/** Options of {@link teacher}, defaults filled in. */
export type TeacherOptions = z.output<typeof teacherSchema>;

/**
 * Random inputs labelled by a random network of one hidden layer: the smaller the teacher, the simpler the task, with
 * no noise in the labels.
 */
export const teacher = withDefaultOptions<TeacherOptions, z.input<typeof teacherSchema>>({
  name: 'teacher',
  version: '1',
  description: 'random inputs labelled by a random network, drawn from a seed',
  options: teacherSchema,
  async load(options) {
    const { classes, hidden, inputShape, seed } = options;
    const draw = teacherExamples({ key: keyFromSeed(seed), classes, hidden, inputLength: entries(inputShape) });
    const splits = { train: draw('train', options.train), test: draw('test', options.test) };
    return labelledDataset({ name: 'teacher', version: '1', inputShape, classes }, splits, options);
  },
  async locate() {
    return { found: true, detail: 'drawn in memory' };
  },
});
