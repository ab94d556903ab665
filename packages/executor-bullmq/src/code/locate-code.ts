import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DofError, hashModuleFile } from '@dof/core';
import type { CodeIdentity, FilePart, PackagePart } from './code-identity.js';
import { findPackage, packagePart } from './find-package.js';

/**
 * Finds a run's code on this machine and returns the file URLs of its plugins' modules.
 *
 * @param allowed paths of files that a run may use, besides the plugins that are installed
 * @throws DofError DOF_CODE_MISMATCH when something is missing here or has other content
 */
export function locateCode(code: CodeIdentity, allowed: readonly string[], baseDirectory: string): readonly string[] {
  return code.parts.flatMap((part) => {
    if (part.type === 'file') return [pathToFileURL(locateFile(part, allowed)).href];
    const entry = locatePackage(part, baseDirectory);
    return part.plugin ? [pathToFileURL(entry).href] : [];
  });
}

function locatePackage(part: PackagePart, baseDirectory: string): string {
  const found = findPackage(part.name, part.plugin ? baseDirectory : undefined);
  if (found === undefined) {
    throw mismatch(`the run needs ${part.name} ${part.version}, this worker has none: install that version`);
  }
  const { version, hash } = packagePart(found, part.plugin);
  if (hash === part.hash && version === part.version) return found.entry;
  throw mismatch(
    `the run needs ${part.name} ${part.version} (code ${short(part.hash)}), this worker has ${version} (code ` +
      `${short(hash)}): install the same version, or build the same source`,
  );
}

function locateFile({ name, hash }: FilePart, allowed: readonly string[]): string {
  const named = allowed.filter((path) => basename(path) === name);
  const found = named.find((path) => hashModuleFile(path) === hash);
  if (found !== undefined) return found;
  throw mismatch(
    named.length === 0
      ? `the run needs the plugin file ${name}, which this worker was not told to use: give it with --allow`
      : `the run needs the plugin file ${name} with content ${short(hash)}, this worker's is ${short(hashModuleFile(named[0]))}: ` +
          'copy it from the coordinator',
  );
}

function mismatch(message: string): DofError {
  return new DofError('DOF_CODE_MISMATCH', message);
}

function short(hash: string): string {
  return hash.slice(0, 12);
}
