const UNRELEASED = '## Unreleased';

/**
 * A changelog in the form of keepachangelog.com with what was unreleased under a version, and nothing unreleased.
 *
 * @param {string} changelog
 * @param {string} version
 * @param {Date} date
 * @returns {string}
 */
export function promoteUnreleased(changelog, version, date) {
  if (!changelog.includes(`\n${UNRELEASED}\n`)) throw new Error(`CHANGELOG.md has no section "${UNRELEASED}"`);
  const heading = `## ${version} (${date.toISOString().slice(0, 10)})`;
  return changelog.replace(`\n${UNRELEASED}\n`, `\n${UNRELEASED}\n\n${heading}\n`);
}
