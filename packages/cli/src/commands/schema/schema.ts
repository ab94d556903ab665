import { experimentSections } from '@dof/analysis';
import { experimentJsonSchema } from '@dof/core';
import type { CommandContext } from '../../command-line/command-context.js';
import { jsonText } from '../../terminal/printing.js';

/** What `dof schema` does. */
export function schema({ terminal }: CommandContext): void {
  terminal.stdout.write(jsonText(experimentJsonSchema(experimentSections)));
}
