import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hashPath, packageHash, resolvePackage, withUsedPackages } from '@dof/core';
import type { DetailedReportInput } from './report-details.js';

/** Names everything that a report is made from: what it is about, and the code that makes it. Equal source, equal report. */
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

function describeCode(): string {
  const installed = resolvePackage('@dof/reporting', fileURLToPath(import.meta.url));
  if (installed === undefined) throw new Error('@dof/reporting does not find itself');
  const packages = withUsedPackages(installed).map((one) => `${one.name} ${one.version} ${packageHash(one)}`);
  const hash = createHash('sha256').update(packages.join('\n'));
  return hash.update(hashPath(join(installed.root, 'assets'))).digest('hex');
}
