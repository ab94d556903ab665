import { Command } from 'commander';
import type { Perform } from '../../command-line/command-context.js';
import { examples } from '../../command-line/examples.js';

/** `dof schema`: the JSON Schema of experiment files. */
export function schemaCommand(perform: Perform): Command {
  return new Command('schema')
    .summary('print the JSON Schema of experiment files, for editors')
    .description(
      'Prints what an experiment file may hold as a JSON Schema. An editor with the YAML language server completes and\n' +
        'checks a file that begins with the line  # yaml-language-server: $schema=experiment.schema.json',
    )
    .addHelpText('after', examples('dof schema > experiment.schema.json'))
    .action(() => perform(async (context) => (await import('./schema.js')).schema(context)));
}
