import { createRequire } from 'node:module';
import { supplyRemovedUtilities } from './supply-removed-utilities.js';
import { TFJS_NODE, tfjsNodeRefusal, type InstalledAt } from './tfjs-node-refusal.js';

/** Loads a CommonJS package by name, or throws, and says where a file of one is. */
export type Require = InstalledAt & ((name: string) => unknown);

/** What is called here of TensorFlow.js as tfjs-node exports it, all of it in one object. */
interface NativeTensorFlow {
  tidy(compute: () => NativeTensor): NativeTensor;
  tensor2d(values: readonly number[], shape: readonly [number, number]): NativeTensor;
  matMul(a: NativeTensor, b: NativeTensor): NativeTensor;
}

interface NativeTensor {
  dataSync(): ArrayLike<number>;
  dispose(): void;
}

/**
 * Loads the optional native engine, which registers itself with TensorFlow.js, and lets it compute something: it can load
 * and then fail at its first operation. Returns why it cannot be used, with the remedy, or undefined when it can.
 */
export function loadTfjsNode(require: Require = createRequire(import.meta.url)): string | undefined {
  supplyRemovedUtilities();
  try {
    multiply(require(TFJS_NODE) as NativeTensorFlow);
    return undefined;
  } catch (error) {
    return tfjsNodeRefusal(error, require);
  }
}

/** (1 2) times (3 4), transposed, is 11. */
function multiply(tf: NativeTensorFlow): void {
  const product = tf.tidy(() => tf.matMul(tf.tensor2d([1, 2], [1, 2]), tf.tensor2d([3, 4], [2, 1])));
  const [found] = Array.from(product.dataSync());
  product.dispose();
  if (found !== 11) throw new Error(`1 x 3 + 2 x 4 is ${found} there`);
}
