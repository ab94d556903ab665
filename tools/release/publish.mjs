/**
 * Publishes every package to npm, those that others need first: `npm run release:publish -- [--dry-run]`.
 *
 * In GitHub Actions with the permission `id-token: write`, npm signs where and from which commit each was built. For that
 * a package has to name its repository, which is put in on the way, as the environment gives it. A version that is
 * published already is passed over, so that a publication that broke off can be repeated.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { publishedPackages } from './published-packages.mjs';

const { values } = parseArgs({ options: { 'dry-run': { type: 'boolean' } } });
const dryRun = values['dry-run'] ?? false;
const { GITHUB_REPOSITORY: repository, GITHUB_SERVER_URL: server = 'https://github.com' } = process.env;
const signed = process.env['ACTIONS_ID_TOKEN_REQUEST_URL'] !== undefined;
if (!dryRun && repository === undefined) {
  throw new Error('GITHUB_REPOSITORY is not set: packages are published by the workflow release');
}

const staging = mkdtempSync(join(tmpdir(), 'dof-publish-'));
try {
  for (const { folder, json } of publishedPackages()) {
    if (!dryRun && isPublished(json)) {
      console.log(`${json.name} ${json.version} is published already`);
      continue;
    }
    const place = staged(folder, json);
    const options = ['--access', 'public', ...(signed ? ['--provenance'] : []), ...(dryRun ? ['--dry-run'] : [])];
    npm(['publish', place, '--ignore-scripts', '--loglevel', 'error', ...options]);
    console.log(`${json.name} ${json.version}: ${dryRun ? 'would be published' : 'published'}`);
  }
} finally {
  rmSync(staging, { recursive: true, force: true });
}

/** What `npm pack` packs, unpacked, with the repository in its package.json. */
function staged(folder, json) {
  const [{ filename }] = JSON.parse(npm(['pack', folder, '--json', '--ignore-scripts', '--pack-destination', staging]));
  const place = mkdtempSync(join(staging, 'package-'));
  const tarball = join(staging, filename.replace('@', '').replace('/', '-'));
  execFileSync('tar', ['-xzf', tarball, '-C', place, '--strip-components=1']);
  const file = join(place, 'package.json');
  const complete = { ...JSON.parse(readFileSync(file, 'utf8')) };
  if (repository !== undefined) {
    complete.repository = { type: 'git', url: `git+${server}/${repository}.git`, directory: json.directory };
  }
  writeFileSync(file, `${JSON.stringify(complete, undefined, 2)}\n`);
  return place;
}

function isPublished({ name, version }) {
  try {
    return npm(['view', `${name}@${version}`, 'version']).trim() === version;
  } catch {
    return false;
  }
}

function npm(arguments_) {
  return execFileSync('npm', arguments_, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}
