import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import { temporaryFolders } from './temporary-folder.js';

const temporaryFolder = temporaryFolders();

it('a dof that has not been built says so in one line', () => {
  const folder = temporaryFolder();
  const packageFolder = fileURLToPath(new URL('../', import.meta.url));
  for (const part of ['bin', 'package.json']) {
    cpSync(join(packageFolder, part), join(folder, part), { recursive: true });
  }
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'bin/dof.js'), 'run'], {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  expect([status, stdout, stderr]).toEqual([2, '', expect.stringMatching(/^dof: .* npm run build .*\n$/)]);
});
