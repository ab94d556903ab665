import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { PACKAGE_VERSIONS } from './package-versions.js';

interface PackageJson {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

function text(path: string): string {
  return readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8');
}

function packageJson(path: string): PackageJson {
  return JSON.parse(text(path));
}

describe('what a plugin depends on', () => {
  it('is the contract and the core of this repository', () => {
    const declared = /CONTRACT_VERSION = '(.*)'/.exec(text('packages/core/src/contracts/contract-version.ts'));
    expect(PACKAGE_VERSIONS.contract).toBe(declared?.[1]);
    expect(PACKAGE_VERSIONS.dof).toBe(`^${packageJson('packages/core/package.json').version}`);
    expect(packageJson('tools/package.json').version).toBe(packageJson('packages/core/package.json').version);
  });

  it('is what this repository is built, tested and run with', () => {
    const { dependencies } = packageJson('packages/core/package.json');
    const { devDependencies } = packageJson('package.json');
    const { contract, dof, ...tools } = PACKAGE_VERSIONS;
    expect([contract, dof]).toHaveLength(2);
    for (const [name, version] of Object.entries(tools)) {
      expect([name, version]).toEqual([name, dependencies[name] ?? `^${devDependencies[name]}`]);
    }
  });
});
