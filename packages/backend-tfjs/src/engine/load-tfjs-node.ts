import { createRequire } from 'node:module';
import { errorCode, errorMessage } from '@dof/core';

const PACKAGE = '@tensorflow/tfjs-node';

/** Loads a CommonJS package by name, or throws. */
export type Require = (name: string) => unknown;

/**
 * Loads the optional native engine, which registers itself with TensorFlow.js. Returns why it does not load, or
 * undefined when it did.
 */
export function loadTfjsNode(require: Require = createRequire(import.meta.url)): string | undefined {
  // One run per core: the library would otherwise take every core for each run. It reads these once, at loading.
  process.env['TF_NUM_INTRAOP_THREADS'] ??= '1';
  process.env['TF_NUM_INTEROP_THREADS'] ??= '1';
  try {
    require(PACKAGE);
    return undefined;
  } catch (error) {
    const message = errorMessage(error).trim();
    if (errorCode(error) === 'MODULE_NOT_FOUND' && message.includes(`'${PACKAGE}'`)) {
      return `${PACKAGE} is not installed (npm install ${PACKAGE})`;
    }
    // Its install step fetches both parts of the library.
    if (message.includes('tfjs_binding')) return `${PACKAGE} lacks its native library (npm rebuild ${PACKAGE})`;
    return `${PACKAGE} does not load (${message})`;
  }
}
