import { createHash } from 'node:crypto';

/**
 * What the page may do: run exactly these scripts, and nothing that comes from elsewhere. Styles are not restricted
 * further than that, since the charts set some on their elements.
 */
export function contentSecurityPolicy(scripts: readonly string[]): string {
  const hashes = scripts.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`);
  return [
    "default-src 'none'",
    `script-src ${hashes.join(' ')}`,
    "style-src 'unsafe-inline'",
    'img-src data: blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
