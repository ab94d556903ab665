import { datasetContentHash } from '@dof/core';
import { assertSame, assertThat } from '../clauses/assertions.js';
import type { ContractClause } from '../clauses/contract-clause.js';
import { loadSubject, type DatasetSubject } from './dataset-subject.js';

const SPLITS = ['train', 'test'] as const;

/** What the loaded data promise. */
export const contentClauses: readonly ContractClause<DatasetSubject>[] = [
  {
    name: 'there are as many inputs and labels as it says',
    check: async (subject) => {
      const data = await loadSubject(subject);
      const length = data.inputShape.reduce((product, size) => product * size, 1);
      for (const name of SPLITS) {
        const { count, inputs, labels } = data[name];
        assertThat(Number.isInteger(count) && count > 0, `${name} has ${count} examples`);
        assertThat(
          inputs.length === count * length,
          `${name} has ${inputs.length} bytes for ${count} examples of ${data.inputShape.join(' x ')}`,
        );
        assertThat(labels.length === count, `${name} has ${labels.length} labels for ${count} examples`);
      }
    },
  },
  {
    name: 'labels are below the number of classes',
    check: async (subject) => {
      const data = await loadSubject(subject);
      for (const name of SPLITS) {
        const wrong = data[name].labels.find((label) => label >= data.classes);
        assertThat(wrong === undefined, `${name} has label ${wrong} with ${data.classes} classes`);
      }
    },
  },
  {
    name: 'examples and labels are in memory that threads share',
    check: async (subject) => {
      const data = await loadSubject(subject);
      for (const name of SPLITS) {
        for (const part of ['inputs', 'labels'] as const) {
          const { buffer, byteLength, constructor } = data[name][part];
          assertThat(
            buffer instanceof SharedArrayBuffer,
            `the ${part} of ${name} would be copied to every thread: make them with ` +
              `new ${constructor.name}(new SharedArrayBuffer(${byteLength})), and fill that with set(bytes)`,
          );
        }
      }
    },
  },
  {
    name: 'the standardisation has finite numbers for every entry of an example',
    check: async (subject) => {
      const { inputShape, standardisation } = await loadSubject(subject);
      const { scale, mean } = standardisation;
      const length = inputShape.reduce((product, size) => product * size, 1);
      assertThat(Number.isFinite(scale) && scale !== 0, `the scale is ${scale}`);
      assertThat(mean.length === length, `the mean has ${mean.length} entries, an example ${length}`);
      assertThat(mean.every(Number.isFinite), 'the mean is not finite');
    },
  },
  {
    name: 'the content hash is that of the content',
    check: async (subject) => {
      const data = await loadSubject(subject);
      const expected = datasetContentHash(data);
      assertThat(data.contentHash === expected, `it is ${data.contentHash}, the content's is ${expected}`);
    },
  },
  {
    name: 'the same options give the same data again',
    check: async (subject) => {
      const [first, second] = [await loadSubject(subject), await loadSubject(subject)];
      for (const name of SPLITS) {
        assertSame(second[name].inputs, first[name].inputs, `inputs of ${name}`);
        assertSame(second[name].labels, first[name].labels, `labels of ${name}`);
      }
      assertSame(second.standardisation.mean, first.standardisation.mean, 'mean');
      assertThat(second.contentHash === first.contentHash, 'the content hash changed');
    },
  },
];
