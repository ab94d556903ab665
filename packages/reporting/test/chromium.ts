import { existsSync } from 'node:fs';
import process from 'node:process';
import { describe } from '@jest/globals';
import { chromium, type Browser } from 'playwright-core';

/** The browser that drives the page: Debian's, or the one that DOF_CHROMIUM names. */
export const CHROMIUM = process.env['DOF_CHROMIUM'] ?? '/usr/bin/chromium';

/** `describe` where there is one; skipped, saying so, elsewhere. */
export const describeInBrowser: (name: string, tests: () => void) => void = existsSync(CHROMIUM)
  ? describe
  : (name, tests) => describe.skip(`${name} (skipped: ${CHROMIUM} is not installed)`, tests);

/** Without the services that would look for a network. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    timeout: 120_000,
    args: [
      ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
    ],
  });
}
