import { createHash } from 'node:crypto';
import { filedManifestSchema, type FiledManifest } from '@dof/core';

/** The text of a manifest: one JSON object that also holds the SHA-256 of the manifest's own JSON. */
export function formatManifest(manifest: FiledManifest): string {
  const json = JSON.stringify(manifest, undefined, 2);
  return `{"sha256": "${sha256(json)}", "manifest":\n${json}}\n`;
}

/** Reads a manifest; returns undefined for text that is not what {@link formatManifest} wrote. */
export function parseManifest(text: string): FiledManifest | undefined {
  let value: { readonly manifest?: unknown } | null;
  try {
    value = JSON.parse(text) as typeof value;
  } catch {
    return undefined;
  }
  const manifest = value?.manifest as FiledManifest;
  return filedManifestSchema.safeParse(manifest).success && formatManifest(manifest) === text ? manifest : undefined;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
