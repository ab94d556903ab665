import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { promoteUnreleased } from '../release/promote-unreleased.mjs';
import { publishedPackages } from '../release/published-packages.mjs';
import { ownPackage, ownPackages } from './support/own-packages.js';
import { REPOSITORY } from './support/repository-folder.js';

describe('a release', () => {
  it('is of every package, each after those of ours that it needs', () => {
    const names = publishedPackages().map(({ json }) => json.name);
    const all = [...ownPackages(), ownPackage('tools')];
    expect([...names].sort()).toEqual(all.map(({ json }) => json.name).sort());
    for (const { json } of all) {
      for (const needed of Object.keys({ ...json.dependencies, ...json.peerDependencies })) {
        if (names.includes(needed)) expect(names.indexOf(needed)).toBeLessThan(names.indexOf(json.name));
      }
    }
  });

  it('has one version, which packages ask of each other', () => {
    const all = [...ownPackages(), ownPackage('tools')].map(({ json }) => json);
    const [version, ...others] = new Set(all.map((json) => json.version));
    expect(others).toEqual([]);
    for (const { dependencies, peerDependencies } of all) {
      for (const [name, range] of Object.entries({ ...dependencies, ...peerDependencies })) {
        if (name.startsWith('@dof/')) expect(`${name} ${range}`).toBe(`${name} ^${version}`);
      }
    }
  });

  it('takes what was unreleased in the changelog', () => {
    const changelog = '# Changelog\n\n## Unreleased\n\n### Added\n\n- a\n\n## 0.1.0 (2026-01-01)\n\n- b\n';
    expect(promoteUnreleased(changelog, '0.2.0', new Date('2026-02-03T23:00:00Z'))).toBe(
      '# Changelog\n\n## Unreleased\n\n## 0.2.0 (2026-02-03)\n\n### Added\n\n- a\n\n## 0.1.0 (2026-01-01)\n\n- b\n',
    );
    expect(() => promoteUnreleased('# Changelog\n', '0.2.0', new Date())).toThrow(/no section/);
    const ours = readFileSync(join(REPOSITORY, 'CHANGELOG.md'), 'utf8');
    expect(promoteUnreleased(ours, '9.9.9', new Date(0))).toContain('\n## Unreleased\n\n## 9.9.9 (1970-01-01)\n');
  });
});
