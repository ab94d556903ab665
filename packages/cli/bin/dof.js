#!/usr/bin/env node
// Committed, unlike the built code: npm links only commands whose file is there when it installs.
import { existsSync } from 'node:fs';
import process from 'node:process';

const main = new URL('../dist/main.js', import.meta.url);
if (existsSync(main)) await import(main.href);
else {
  process.stderr.write('dof: it has not been built yet: run npm run build at the top of the repository\n');
  process.exitCode = 2;
}
