import { readFileSync } from 'node:fs';

/** The version of this package; all packages of the project are versioned together. */
export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return version;
}
