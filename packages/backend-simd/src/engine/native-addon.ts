import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { sourceHash } from '../../native/source-hash.mjs';
import type { KernelExports } from './kernel-exports.js';

/** What native/addon.cpp exports. */
export interface NativeAddon {
  /** The `sourceHash` of what it was built from. */
  readonly sources: string;
  /** Kernels by instruction set, as far as this processor runs them, best first. */
  readonly variants: Readonly<Record<string, () => KernelExports>>;
  /** The address of a buffer's memory, which stays in place as long as the buffer is referred to and not released. */
  pin(buffer: ArrayBuffer): number;
  /** Frees a buffer's memory at once; its views become empty. */
  release(buffer: ArrayBuffer): void;
}

const require = createRequire(import.meta.url);
const built = (name: string): string => fileURLToPath(new URL(`../../build/${name}`, import.meta.url));

/** What there is of the addon. */
export type AddonLookup = { readonly addon: NativeAddon } | { readonly missing: string };

let found: AddonLookup | undefined;

/** The addon, or why there is none to use; looked for once, so that a process keeps to what it started with. */
export function findNativeAddon(): AddonLookup {
  found ??= lookForAddon();
  return found;
}

function lookForAddon(): AddonLookup {
  const failure = recordedFailure();
  if (failure !== undefined) return { missing: failure };
  try {
    const addon = require(built('dof-kernels.node')) as NativeAddon;
    if (addon.sources !== sourceHash()) return { missing: 'the compiled addon was built from other sources' };
    return { addon };
  } catch (error) {
    const [line] = String(error instanceof Error ? error.message : error).split('\n');
    return { missing: `the compiled addon does not load: ${line}` };
  }
}

/** What build-native.mjs wrote about a build that gave no addon. */
function recordedFailure(): string | undefined {
  let text: string;
  try {
    text = readFileSync(built('dof-kernels.json'), 'utf8');
  } catch {
    return 'no compiled addon: its install step has not run';
  }
  const { failure } = JSON.parse(text) as { readonly failure?: string };
  return failure === undefined ? undefined : `no compiled addon: when it was to be built, ${failure}`;
}
