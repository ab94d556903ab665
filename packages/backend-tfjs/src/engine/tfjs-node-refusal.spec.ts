import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { tfjsNodeRefusal } from './tfjs-node-refusal.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dof-tfjs-node-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const failure = (message: string, code?: string): Error => Object.assign(new Error(message), { code });
const refusal = (error: Error, platform: NodeJS.Platform = 'linux'): string =>
  tfjsNodeRefusal(error, { resolve: (file) => join(folder, file.split('/').at(-1)!) }, platform);

/** As tfjs-node itself says it. */
const withoutBinding = failure(
  'The Node.js native addon module (tfjs_binding.node) can not be found at path: /x. \nPlease run command',
);

describe('tfjsNodeRefusal', () => {
  it('says how to install what is missing, and where its library can come from', () => {
    const missing = failure("Cannot find module '@tensorflow/tfjs-node'\nRequire stack:\n- /x.js", 'MODULE_NOT_FOUND');
    expect(refusal(missing)).toBe(
      '@tensorflow/tfjs-node is not installed (npm install @tensorflow/tfjs-node; where storage.googleapis.com is out of ' +
        'reach, set TFJS_NODE_CDN_STORAGE to the address of a mirror)',
    );
  });

  it('tells an install script that was blocked', () => {
    expect(refusal(withoutBinding)).toMatch(
      /^the install script of \S+ has not run \(npm rebuild \S+ --ignore-scripts=false; .*npm approve-scripts /,
    );
  });

  it('tells a download that failed', () => {
    mkdirSync(join(folder, 'deps', 'lib'), { recursive: true });
    expect(refusal(withoutBinding)).toMatch(/^\S+ lacks its native library, libtensorflow .*TFJS_NODE_CDN_STORAGE/);
  });

  it('tells a binding that was not built', () => {
    mkdirSync(join(folder, 'deps', 'lib'), { recursive: true });
    writeFileSync(join(folder, 'deps', 'lib', 'libtensorflow.so.2.9.1'), '');
    expect(refusal(withoutBinding)).toMatch(/^\S+ has its library but not its binding.*--build-addon-from-source/);
  });

  it.each([
    ['libtensorflow.so.2: cannot open shared object file: No such file or directory'],
    ['dlopen(/x/tfjs_binding.node, 0x0001): Library not loaded: @loader_path/../../deps/lib/libtensorflow.2.dylib'],
  ])('tells a library that is gone: %s', (message) => {
    expect(refusal(failure(message, 'ERR_DLOPEN_FAILED'))).toMatch(
      /^\S+ lacks its native library, libtensorflow \(npm /,
    );
  });

  it('tells a DLL that Windows does not find, in whatever language', () => {
    const message = 'Das angegebene Modul wurde nicht gefunden.\n\\\\?\\C:\\x\\lib\\napi-v8\\tfjs_binding.node';
    const error = failure(message, 'ERR_DLOPEN_FAILED');
    expect(refusal(error, 'win32')).toMatch(
      /does not find tensorflow\.dll \(copy it from deps\\lib .* Redistributable\)$/,
    );
    expect(refusal(error, 'linux')).toBe(
      '@tensorflow/tfjs-node does not work (Das angegebene Modul wurde nicht gefunden.)',
    );
  });

  it('passes on anything else in one line', () => {
    const lacking = failure("Cannot find module 'progress'\nRequire stack:\n- /x.js", 'MODULE_NOT_FOUND');
    expect(refusal(lacking)).toBe("@tensorflow/tfjs-node does not work (Cannot find module 'progress')");
  });
});
