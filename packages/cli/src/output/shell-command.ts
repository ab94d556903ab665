/** The command line that gives these arguments to `dof`, to be pasted into a shell. */
export function shellCommand(arguments_: readonly string[]): string {
  return ['dof', ...arguments_.map(quote)].join(' ');
}

function quote(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}
