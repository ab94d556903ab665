import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Tests never run against an addon of other sources: this builds it anew where it is stale. */
export default function buildAddon() {
  spawnSync(process.execPath, [fileURLToPath(new URL('../native/build-native.mjs', import.meta.url))], {
    stdio: 'inherit',
  });
}
