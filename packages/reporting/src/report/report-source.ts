import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hashPath, packageHash, resolvePackage, withUsedPackages } from '@dof/core';
import type { DetailedReportInput } from './report-details.js';

/**
 * Names what a report is made from: what it is about, the code of dof that makes it, and the versions of the packages that
 * draw it.
 */
export function reportSource({ results, preparations = new Map(), ...rest }: DetailedReportInput): string {
  const hash = createHash('sha256').update(codeOfReports()).update(JSON.stringify(rest));
  // One after the other: the text of all of them would be longer than a string can be.
  for (const result of results) hash.update(`\n${JSON.stringify(result)}`);
  for (const preparation of preparations) hash.update(`\n${JSON.stringify(preparation)}`);
  return hash.digest('hex');
}

let code: string | undefined;

/**
 * Names the code that reports are made by: this package with those of dof that it uses, and its style sheet. A version
 * alone would not tell what somebody changes while working on it.
 */
export function codeOfReports(): string {
  code ??= describeCode();
  return code;
}

/** What of a package.json counts here. */
interface Dependent {
  readonly dependencies: Readonly<Record<string, string>>;
}

function describeCode(): string {
  const installed = resolvePackage('@dof/reporting', fileURLToPath(import.meta.url));
  if (installed === undefined) throw new Error('@dof/reporting does not find itself');
  const packages = withUsedPackages(installed).map((one) => `${one.name} ${one.version} ${packageHash(one)}`);
  const { dependencies } = JSON.parse(readFileSync(join(installed.root, 'package.json'), 'utf8')) as Dependent;
  const drawing = Object.keys(dependencies).map((name) => `${name} ${resolvePackage(name, installed.entry)?.version}`);
  const hash = createHash('sha256').update([...packages, ...drawing].join('\n'));
  return hash.update(hashPath(join(installed.root, 'assets'))).digest('hex');
}
