import { describe, expect, it } from '@jest/globals';
import { loadTfjsNode } from './load-tfjs-node.js';

function failing(message: string, code?: string): () => never {
  return () => {
    throw Object.assign(new Error(message), { code });
  };
}

describe('loadTfjsNode', () => {
  it('loads the package by its name', () => {
    const asked: string[] = [];
    expect(loadTfjsNode((name) => asked.push(name))).toBeUndefined();
    expect(asked).toEqual(['@tensorflow/tfjs-node']);
  });

  it.each([
    [
      'is not installed',
      failing("Cannot find module '@tensorflow/tfjs-node'\nRequire stack:\n- /x.js", 'MODULE_NOT_FOUND'),
      '@tensorflow/tfjs-node is not installed (npm install @tensorflow/tfjs-node)',
    ],
    [
      'has no native library',
      failing('The Node.js native addon module (tfjs_binding.node) can not be found at path: /x. \nPlease run'),
      '@tensorflow/tfjs-node lacks its native library (npm rebuild @tensorflow/tfjs-node)',
    ],
    [
      'lacks a package of its own',
      failing("Cannot find module 'progress'\nRequire stack:\n- /x.js", 'MODULE_NOT_FOUND'),
      "@tensorflow/tfjs-node does not load (Cannot find module 'progress')",
    ],
    [
      'was built for another system',
      failing('libtensorflow.so.2: cannot open shared object file'),
      '@tensorflow/tfjs-node does not load (libtensorflow.so.2: cannot open shared object file)',
    ],
  ])('says in one line that it %s', (_, require, reason) => {
    expect(loadTfjsNode(require)).toBe(reason);
  });
});
