import { createHash } from 'node:crypto';
import { ARRAY_TYPES, type ArrayTypeName, type Json, type PreparationCost } from '@dof/core';

/** Where one array of a preparation is, and how to read and check it. */
export interface ArrayEntry {
  readonly name: string;
  readonly file: string;
  readonly type: ArrayTypeName;
  readonly length: number;
  readonly sha256: string;
}

/** `prepared.json` of a stored preparation. */
export interface PreparedManifest {
  readonly format: 1;
  /** Byte order of the machine that wrote the arrays. */
  readonly byteOrder: 'LE' | 'BE';
  readonly meta: Json;
  readonly cost?: PreparationCost;
  readonly arrays: readonly ArrayEntry[];
}

/** The text of a manifest: one JSON object that also holds the SHA-256 of the manifest's own JSON. */
export function formatManifest(manifest: PreparedManifest): string {
  const json = JSON.stringify(manifest, undefined, 2);
  return `{"sha256": "${sha256(json)}", "manifest":\n${json}}\n`;
}

/** Reads a manifest; answers undefined for text that is not what {@link formatManifest} wrote. */
export function parseManifest(text: string): PreparedManifest | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || !('manifest' in value) || !isManifest(value.manifest)) {
    return undefined;
  }
  return formatManifest(value.manifest) === text ? value.manifest : undefined;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function isManifest(value: unknown): value is PreparedManifest {
  if (typeof value !== 'object' || value === null) return false;
  const manifest = value as Partial<Record<keyof PreparedManifest, unknown>>;
  return (
    manifest.format === 1 &&
    (manifest.byteOrder === 'LE' || manifest.byteOrder === 'BE') &&
    manifest.meta !== undefined &&
    (manifest.cost === undefined || isCost(manifest.cost)) &&
    Array.isArray(manifest.arrays) &&
    manifest.arrays.every(isArrayEntry)
  );
}

function isCost(value: unknown): value is PreparationCost {
  if (typeof value !== 'object' || value === null) return false;
  const cost = value as Partial<Record<keyof PreparationCost, unknown>>;
  return [cost.fullSpaceGradients, cost.gradientExamples, cost.storedBytes, cost.seconds].every(Number.isFinite);
}

function isArrayEntry(value: unknown): value is ArrayEntry {
  if (typeof value !== 'object' || value === null) return false;
  const entry = value as Partial<Record<keyof ArrayEntry, unknown>>;
  return (
    typeof entry.name === 'string' &&
    typeof entry.file === 'string' &&
    /^\d+\.bin$/.test(entry.file) &&
    typeof entry.type === 'string' &&
    Object.hasOwn(ARRAY_TYPES, entry.type) &&
    Number.isSafeInteger(entry.length) &&
    Number(entry.length) >= 0 &&
    typeof entry.sha256 === 'string'
  );
}
