import { join } from 'node:path';
import { ownPackages, readPackageJson, type OwnPackage, type PackageJson } from './own-packages.js';
import { REPOSITORY } from './repository-folder.js';
import { runCommand, succeed } from './run-command.js';

/** A package as `npm publish` would send it. */
export interface PackedPackage {
  readonly json: PackageJson;
  /** Absolute path of the .tgz file. */
  readonly tarball: string;
  /** Every file in it, from the package's folder. */
  readonly files: readonly string[];
}

/** What `npm pack --json` answers of each package. */
interface PackReport {
  readonly name: string;
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** Packs packages of this repository, by default all under packages/, into a folder. */
export async function packPackages(
  destination: string,
  packages: readonly OwnPackage[] = ownPackages(),
): Promise<readonly PackedPackage[]> {
  const workspaces = packages.flatMap(({ json }) => ['--workspace', json.name]);
  const pack = ['pack', '--json', '--pack-destination', destination, ...workspaces];
  const reports: PackReport[] = JSON.parse((await succeed(runCommand('npm', pack, REPOSITORY))).stdout);
  return reports.map(({ name, filename, files }) => {
    const { folder } = packages.find(({ json }) => json.name === name)!;
    const path = filename.replace('@', '').replace('/', '-');
    return { json: readPackageJson(folder), tarball: join(destination, path), files: files.map((file) => file.path) };
  });
}
