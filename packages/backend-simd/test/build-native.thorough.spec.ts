import { afterAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findCompiler } from '../native/find-compiler.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
mkdirSync(join(root, 'build'), { recursive: true });
/** Inside the package, so that the Node-API headers are found. */
const scratch = mkdtempSync(join(root, 'build', 'test-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** One small kernel, so that a build takes a second. */
const KERNEL = `
#include "export.h"
#include "vector.h"
namespace dof {
DOF_EXPORT(lanes) uint32_t lanes() { return kLanes; }
DOF_EXPORT(mixed)
double mixed(const float *from, uint32_t index, double x, float y) {
  return from[index] + x + y;
}
DOF_EXPORT(fill) void fill(float *to, float value) { store(to, broadcast(value)); }
}
`;

jest.setTimeout(60_000);

let copy: string;
beforeEach(() => {
  copy = mkdtempSync(join(scratch, 'package-'));
  cpSync(join(root, 'native'), join(copy, 'native'), { recursive: true });
  mkdirSync(join(copy, 'kernels'));
  for (const header of ['export.h', 'vector.h']) cpSync(join(root, 'kernels', header), join(copy, 'kernels', header));
  writeFileSync(join(copy, 'kernels', 'small.cpp'), KERNEL);
});

/** What the script prints; it fails the test unless it exits with 0 and prints one line. */
function build(environment: Record<string, string> = {}): string {
  const output = execFileSync(process.execPath, [join(copy, 'native', 'build-native.mjs')], {
    env: { ...process.env, ...environment },
    encoding: 'utf8',
  });
  expect(output).toMatch(/^@dof\/backend-simd: [^\n]+\n$/);
  return output;
}

const addonPath = (): string => join(copy, 'build', 'dof-kernels.node');
const logPath = (): string => join(copy, 'build', 'dof-kernels.log');
const record = (): unknown => JSON.parse(readFileSync(join(copy, 'build', 'dof-kernels.json'), 'utf8'));

describe('build-native without a compiler', () => {
  it('says so, keeps the reason and succeeds', () => {
    expect(build({ PATH: '', CXX: '' })).toMatch(/WebAssembly: no C\+\+ compiler was found .*c\+\+, g\+\+, clang\+\+/);
    expect(record()).toMatchObject({ failure: expect.stringMatching(/^no C\+\+ compiler was found/) });
    expect(build({ CXX: 'no-such-compiler -O2' })).toMatch(/looked for no-such-compiler -O2\)/);
    expect(existsSync(addonPath())).toBe(false);
  });

  it('keeps the messages of a compiler that fails', () => {
    if (process.platform === 'win32') return;
    const broken = join(copy, 'broken-compiler');
    writeFileSync(
      broken,
      '#!/bin/sh\n[ "$1" = --version ] && echo broken 1.0 && exit 0\necho "cannot do it" >&2\nexit 3\n',
    );
    chmodSync(broken, 0o755);
    expect(build({ CXX: broken })).toMatch(/compiler failed, see .*dof-kernels\.log/);
    expect(readFileSync(join(copy, 'build', 'dof-kernels.log'), 'utf8')).toMatch(/cannot do it\n.*exit code 3/);
    expect(existsSync(addonPath())).toBe(false);
  });
});

describe('build-native', () => {
  if (process.platform === 'win32' || 'failure' in findCompiler()) return;

  it('builds once, and again when a source changes', () => {
    expect(build()).toMatch(/native kernels built in .* \(.*plain\)/);
    expect(build()).toMatch(/up to date/);
    const header = join(copy, 'kernels', 'vector.h');
    appendFileSync(header, '// changed\n');
    expect(build()).toMatch(/native kernels built in/);
    rmSync(addonPath());
    expect(build()).toMatch(/native kernels built in/);
  });

  it('takes an addon away that no longer can be built', () => {
    build();
    writeFileSync(join(copy, 'kernels', 'small.cpp'), 'no C++');
    expect(build()).toMatch(/compiler failed/);
    expect(existsSync(addonPath())).toBe(false);
    expect(existsSync(logPath())).toBe(true);
    writeFileSync(join(copy, 'kernels', 'small.cpp'), KERNEL);
    expect(build()).toMatch(/native kernels built in/);
    expect(existsSync(logPath())).toBe(false);
  });

  it('refuses a mark that no definition follows', () => {
    appendFileSync(join(copy, 'kernels', 'small.cpp'), 'DOF_EXPORT(lost)\nextern int lost;\n');
    expect(build()).toMatch(/WebAssembly/);
    expect(readFileSync(join(copy, 'build', 'dof-kernels.log'), 'utf8')).toMatch(/4 functions are marked/);
  });

  it('binds numbers of every type', () => {
    build();
    const require = createRequire(import.meta.url);
    const { variants, pin } = require(addonPath()) as {
      variants: Record<string, () => Record<string, (...numbers: unknown[]) => number>>;
      pin(buffer: ArrayBuffer): number;
    };
    const floats = new Float32Array(32).fill(0.5);
    const address = pin(floats.buffer);
    for (const [name, open] of Object.entries(variants)) {
      const { lanes, mixed, fill } = open();
      expect(lanes()).toBe({ plain: 4, avx2: 8, avx512: 16 }[name]);
      floats[3] = 0.25;
      expect(mixed(address + 4, 2, 2 ** 40, 0.125)).toBe(2 ** 40 + 0.375);
      fill(address, 3);
      expect(floats.slice(0, lanes() + 1)).toEqual(new Float32Array(lanes() + 1).fill(3).fill(0.5, lanes()));
      floats.fill(0.5);
      expect(() => mixed(address, 2, 3)).toThrow(/takes numbers/);
      expect(() => mixed(address, 2, '3', 4)).toThrow(/takes numbers/);
    }
  });
});
