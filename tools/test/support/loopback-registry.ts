import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import type { PackedPackage } from './pack-packages.js';

/** An npm registry of our own packages alone, on this machine. */
export interface LoopbackRegistry {
  /** What npm must be told to take packages of the scope @dof from here, and everything else from its cache. */
  readonly npmOptions: readonly string[];
  close(): Promise<void>;
}

/** Serves packed packages as the npm registry would after `npm publish`, until it is closed. */
export async function startLoopbackRegistry(packages: readonly PackedPackage[]): Promise<LoopbackRegistry> {
  const byName = new Map(packages.map((one) => [one.json.name, one]));
  const byFile = new Map(packages.map((one) => [basename(one.tarball), one]));
  const server = createServer((request, response) => {
    const path = decodeURIComponent((request.url ?? '').slice(1));
    const [named, file] = [byName.get(path), byFile.get(path.replace(/^-\//, ''))];
    if (named !== undefined) {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(packument(named, address())));
    } else if (file !== undefined) response.end(readFileSync(file.tarball));
    else response.writeHead(404).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return {
    npmOptions: [`--@dof:registry=${address()}`, '--prefer-offline', '--no-audit', '--no-fund'],
    close: () => new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve()))),
  };
}

/** The registry's document of a package with one version. */
function packument({ json, tarball }: PackedPackage, registry: string): object {
  const integrity = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`;
  const version = {
    ...json,
    hasInstallScript: json.scripts?.install !== undefined,
    dist: { tarball: `${registry}-/${basename(tarball)}`, integrity },
  };
  return { name: json.name, 'dist-tags': { latest: json.version }, versions: { [json.version]: version } };
}
