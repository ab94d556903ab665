import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hashModuleFile, packageOf } from '@dof/core';
import { codeIdentity, codeSchema, type CodeIdentity, type CodePart } from './code-identity.js';
import { findPackage, packagePart } from './find-package.js';

/** Packages that compute or carry every run, whatever its plugins. */
export const COMMON_PACKAGES = ['@dof/core', '@dof/executor-bullmq'] as const;

/**
 * Names the code of a run for other machines: modules that are a package's entry point by the package, others by their
 * file.
 *
 * @param modules file URLs of the plugins' modules
 */
export function describeCode(modules: readonly string[]): CodeIdentity {
  const common = COMMON_PACKAGES.map((name) => {
    const found = findPackage(name);
    if (found === undefined) throw new TypeError(`${name} is not installed where it runs`);
    return packagePart(found, false);
  });
  return codeIdentity([...common, ...modules.map((module) => describeModule(fileURLToPath(module)))]);
}

function describeModule(file: string): CodePart {
  const owner = packageOf(file);
  // Only what a worker would find by the same name is named by it.
  if (owner !== undefined && findPackage(owner.name, owner.root)?.entry === owner.entry) {
    const part = packagePart(owner, true);
    if (codeSchema.safeParse(codeIdentity([part])).success) return part;
  }
  return { type: 'file', name: basename(file), hash: hashModuleFile(file) };
}
