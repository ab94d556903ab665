import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { shellCommand } from './conclude.js';

describe('shellCommand', () => {
  it('leaves plain arguments as they are', () => {
    expect(shellCommand(['run', 'a/b.yaml', '--set', 'x.y=2'])).toBe('dof run a/b.yaml --set x.y=2');
  });

  it('gives a shell back the same arguments', () => {
    const argument = fc.string({
      unit: fc.constantFrom('a', ' ', "'", '"', '$', '`', '\\', '*', '\n', ';', '&', '[', 'é'),
    });
    fc.assert(
      fc.property(fc.array(argument, { maxLength: 4 }), (arguments_) => {
        const script = `dof() { for argument in "$@"; do printf '%s\\0' "$argument"; done; }\n${shellCommand(arguments_)}`;
        const given = execFileSync('sh', ['-c', script]).toString();
        expect(given.split('\0').slice(0, -1)).toEqual(arguments_);
      }),
      { numRuns: 60 },
    );
  });
});
