// `npm run soak [-- PART...]`: runs every part, or those whose names hold one of the words given, and writes what they
// said to docs/soak/<commit>.log. Needs `npm run build` first.
import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PARTS } from './parts.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const words = process.argv.slice(2);
const chosen = PARTS.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
const git = (...arguments_) => execFileSync('git', arguments_, { cwd: root, encoding: 'utf8' }).trim();
const commit = git('rev-parse', 'HEAD');
const changed =
  git('status', '--porcelain', '--', 'packages').length > 0 ? ', with changes that are not committed' : '';
const log = join(root, 'docs', 'soak', `${commit.slice(0, 12)}.log`);

mkdirSync(dirname(log), { recursive: true });
writeFileSync(log, `commit ${commit}${changed}\nnode ${process.version}, ${cpus().length} x ${cpus()[0]?.model}\n`);
const say = (text) => {
  process.stdout.write(text);
  appendFileSync(log, text);
};

let failures = 0;
for (const { name, script, arguments: own } of chosen) {
  say(`\n== ${name}\n`);
  const begun = performance.now();
  const code = await new Promise((resolve) => {
    const child = spawn(process.execPath, ['--expose-gc', script, ...own], { cwd: root });
    child.stdout.on('data', (chunk) => say(String(chunk)));
    child.stderr.on('data', (chunk) => say(String(chunk)));
    child.on('close', resolve);
  });
  if (code !== 0) failures += 1;
  say(
    `${code === 0 ? 'held' : `FAILED (exit code ${code})`} after ${((performance.now() - begun) / 1000).toFixed(0)} s\n`,
  );
}
say(`\n${chosen.length - failures} passed, ${failures} failed\n`);
process.exitCode = failures === 0 ? 0 : 1;
