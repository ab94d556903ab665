/**
 * The text of docs/error-codes.md.
 *
 * @param {Readonly<Record<string, string>>} codes what went wrong, by code
 */
export function errorCodesDocument(codes) {
  const rows = Object.entries(codes).sort(([a], [b]) => (a < b ? -1 : 1));
  const cells = rows.map(([code, meaning]) => [`\`${code}\``, meaning.replace(/\|/g, '\\|')]);
  const widths = [0, 1].map((i) => Math.max(...cells.map((row) => row[i].length), i === 0 ? 4 : 15));
  const line = (row) => `| ${row.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`;
  return `# Error codes

What a user can get wrong is a \`DofError\`: its \`code\` is stable, its message says in one line what was given, what is
allowed and what to do, and \`dof\` prints that line and exits with code 2. Anything else is a bug and prints a stack.
This list is made by \`npm run docs:errors\` from \`packages/core/src/errors/error-codes.ts\`. Codes of plugins of other
authors begin with \`DOF_PLUGIN_\`.

${[line(['code', 'what went wrong']), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...cells.map(line)].join('\n')}
`;
}
