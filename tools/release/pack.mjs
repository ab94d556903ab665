/**
 * Writes a tarball of every package into `dist-packages`, to be installed elsewhere: `npm run pack`. Those of an earlier
 * call are removed.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { publishedPackages } from './published-packages.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const destination = fileURLToPath(new URL('../../dist-packages/', import.meta.url));

rmSync(destination, { recursive: true, force: true });
mkdirSync(destination);
const workspaces = publishedPackages().flatMap(({ json }) => ['--workspace', json.name]);
const options = ['--ignore-scripts', '--loglevel', 'error', '--pack-destination', destination];
execFileSync('npm', ['pack', ...options, ...workspaces], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
console.log(`Written to dist-packages. In a project of yours: npm install ${destination}dof-*.tgz`);
