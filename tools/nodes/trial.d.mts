import type { SamplePart } from './sample-parts.mjs';

export interface Trial {
  readonly measured: ReadonlyMap<string, unknown>;
  readonly failures: readonly string[];
}

export function trial(options: {
  readonly version: string;
  readonly path: string;
  readonly parts: readonly SamplePart[];
  readonly reference?: Trial;
}): Promise<Trial>;
