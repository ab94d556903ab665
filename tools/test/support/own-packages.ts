import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from './repository-folder.js';

/** A package.json as far as tests read it. */
export interface PackageJson {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly license?: string;
  readonly bin?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;
  readonly files?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly nx?: { readonly tags?: readonly string[]; readonly targets?: Readonly<Record<string, unknown>> };
}

export interface OwnPackage {
  /** Absolute. */
  readonly folder: string;
  /** From the repository's root. */
  readonly root: string;
  readonly json: PackageJson;
}

export function readPackageJson(folder: string): PackageJson {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

/** Every package of this repository under packages/. */
export function ownPackages(): readonly OwnPackage[] {
  return readdirSync(join(REPOSITORY, 'packages'))
    .filter((name) => existsSync(join(REPOSITORY, 'packages', name, 'package.json')))
    .map((name) => ownPackage(`packages/${name}`));
}

export function ownPackage(root: string): OwnPackage {
  const folder = join(REPOSITORY, root);
  return { folder, root, json: readPackageJson(folder) };
}

/** Packages of ours with those of ours that they need to run, by name. */
export function withOwnDependencies(names: readonly string[]): readonly OwnPackage[] {
  const all = new Map(ownPackages().map((one) => [one.json.name, one]));
  const found = new Map<string, OwnPackage>();
  const visit = (name: string): void => {
    const one = all.get(name);
    if (one === undefined || found.has(name)) return;
    found.set(name, one);
    Object.keys({ ...one.json.dependencies, ...one.json.peerDependencies }).forEach(visit);
  };
  names.forEach(visit);
  return [...found.values()];
}
