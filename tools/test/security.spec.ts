import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { EXPLAINED } from '../audit/explained-findings.mjs';
import { unexplainedFindings, type AuditReport } from '../audit/unexplained-findings.mjs';
import { ownPackage, ownPackages } from './support/own-packages.js';
import { REPOSITORY } from './support/repository-folder.js';
import { sourceFiles } from './support/source-files.js';

const SECURITY = readFileSync(join(REPOSITORY, 'docs', 'security.md'), 'utf8');

interface LockedPackage {
  readonly name?: string;
  readonly hasInstallScript?: boolean;
}

describe('the packages that are installed', () => {
  const locked: Readonly<Record<string, LockedPackage>> = JSON.parse(
    readFileSync(join(REPOSITORY, 'package-lock.json'), 'utf8'),
  ).packages;
  const withSteps = Object.entries(locked)
    .filter(([, { hasInstallScript }]) => hasInstallScript === true)
    .map(([path]) => path.replace(/^.*node_modules\//, '').replace(/^packages\//, '@dof/'));

  it('run the install steps that docs/security.md lists, and no others', () => {
    const table = SECURITY.split('## ').find((section) => section.startsWith('What installing runs'))!;
    const rows = table.split('\n').filter((line) => line.startsWith('| `'));
    const listed = rows.flatMap((row) => [...row.split('|')[1].matchAll(/`([^`]+)`/g)].map(([, name]) => name));
    expect([...new Set(withSteps)].sort()).toEqual([...listed].sort());
    expect(rows.filter((row) => /fetches/.test(row))).toEqual([expect.stringContaining('`@tensorflow/tfjs-node`')]);
  });

  it('are those whose install steps npm 12 is told to run', () => {
    const { allowScripts } = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8'));
    const others = withSteps.filter((name) => !name.startsWith('@dof/'));
    expect(allowScripts).toEqual(Object.fromEntries(others.map((name) => [name, true])));
  });

  it('come from the registry that npm is set to, by digest', () => {
    const others = Object.entries(locked).filter(([path, one]) => {
      const { resolved, link, integrity } = one as { resolved?: string; link?: boolean; integrity?: string };
      if (!path.includes('node_modules/') || link === true) return false;
      return integrity === undefined || (resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/'));
    });
    expect(others.map(([path]) => path)).toEqual([]);
  });
});

describe('our own install steps and sources', () => {
  const files = [...ownPackages(), ownPackage('tools')].flatMap(({ folder }) => sourceFiles(folder));

  it('make no code of text, but for tests', () => {
    // In pieces, so that this file does not hold what it looks for.
    // A client of Redis has a method of that name, for scripts that run on the server.
    const evaluation = new RegExp(
      ['(?<!client\\.)\\bev' + 'al\\(', '\\bnew Func' + 'tion\\(', "from '(node:)?v" + "m'"].join('|'),
    );
    const used = files.filter((file) => !/\/(test|testing)\/|\.spec\.ts$/.test(file));
    expect(used.length).toBeGreaterThan(300);
    expect(used.filter((file) => evaluation.test(readFileSync(file, 'utf8')))).toEqual([]);
  });

  it('reach the network in no install step', () => {
    const steps = [...ownPackages(), ownPackage('tools')]
      .flatMap(({ json }) => Object.entries(json.scripts ?? {}))
      .filter(([name]) => /^(pre|post)?(install|prepare)$/.test(name));
    expect(steps).toEqual([['install', 'node native/build-native.mjs']]);
    const native = files.filter((file) => /backend-simd\/native\/[^/]*\.mjs$/.test(file));
    expect(native.length).toBeGreaterThan(3);
    expect(native.filter((file) => /https?:|fetch\(|node:net/.test(readFileSync(file, 'utf8')))).toEqual([]);
  });
});

describe('npm run audit', () => {
  const advisory = { title: 'runs text', url: 'https://github.com/advisories/GHSA-x' };

  it('passes what is not serious, and what is explained', () => {
    const report: AuditReport = {
      vulnerabilities: { a: { severity: 'moderate', via: [advisory] }, tar: { severity: 'high', via: [advisory] } },
    };
    expect(unexplainedFindings(report, EXPLAINED)).toEqual([]);
  });

  it('names everything else', () => {
    const report: AuditReport = {
      vulnerabilities: { a: { severity: 'high', via: [advisory] }, b: { severity: 'critical', via: ['a'] } },
    };
    expect(unexplainedFindings(report, EXPLAINED)).toEqual([
      'a: high: runs text (https://github.com/advisories/GHSA-x)',
      'b: critical: through a',
    ]);
  });

  it('has every explanation in docs/security.md too', () => {
    for (const name of EXPLAINED.keys()) expect(SECURITY).toContain(`\`${name}\``);
  });
});
