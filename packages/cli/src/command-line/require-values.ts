import type { Command } from 'commander';
import { DofError } from '@dof/core/errors';

/**
 * Before any command is done: an option or an argument that was given and is empty is mostly a shell variable that is not
 * set, and would name the working directory, or nothing.
 *
 * @throws DofError DOF_EMPTY_VALUE
 */
export function requireValues(command: Command): void {
  for (const option of command.options) {
    const name = option.attributeName();
    if (command.getOptionValueSource(name) !== 'cli') continue;
    const value: unknown = command.getOptionValue(name);
    if ([value].flat().some(isBlank)) throw emptyValue(option.long ?? option.flags);
  }
  for (const [index, argument] of command.registeredArguments.entries()) {
    const values = argument.variadic ? command.args.slice(index) : [command.args[index]];
    if (values.some(isBlank)) throw emptyValue(`<${argument.name()}>`);
  }
}

function isBlank(value: unknown): boolean {
  return typeof value === 'string' && value.trim() === '';
}

function emptyValue(what: string): DofError {
  return new DofError(
    'DOF_EMPTY_VALUE',
    `${what} is empty, as where a shell variable is not set: give it a value${what.startsWith('-') ? ', or leave it out' : ''}`,
  );
}
