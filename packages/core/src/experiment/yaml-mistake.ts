import type { LineCounter, YAMLError } from 'yaml';

/** What is wrong with a text as YAML, in plain words; in the parser's own where those are plain. */
export function yamlMistake({ code, message, pos }: YAMLError, text: string, lines: LineCounter): string {
  switch (code) {
    case 'MULTIPLE_DOCS':
      return 'another document begins here (---): a file is one experiment, so write the other into a file of its own';
    case 'DUPLICATE_KEY': {
      const key = /^[^:\n]*/.exec(text.slice(pos[0]))?.[0].trim() ?? '';
      const first = firstLineOf(key, text, pos[0], lines);
      return `the key ${key} is given twice${first}: keep one of them`;
    }
    case 'TAB_AS_INDENT':
      return 'a tab begins the line: YAML is indented with spaces';
    case 'BAD_INDENT':
      return 'this line begins at another column than those it belongs to: indent them alike, with spaces';
    case 'TAG_RESOLVE_FAILED':
      return `the tag ${/^\S*/.exec(text.slice(pos[0]))?.[0] ?? ''} is not known here: take it out`;
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
      return `a key and its value cannot be told apart here: is a colon, a quote or an indentation missing? (${message})`;
    case 'BAD_SCALAR_START':
      return `a value cannot begin with this character: put the value in quotes (${message})`;
    default:
      return message;
  }
}

/** The line in which the same key was given before, where it can be told from the text. */
function firstLineOf(key: string, text: string, before: number, lines: LineCounter): string {
  const { line, col } = lines.linePos(before);
  const earlier = text.split('\n').slice(0, line - 1);
  const indentation = ' '.repeat(col - 1);
  const at = earlier.findLastIndex((candidate) => candidate.startsWith(`${indentation}${key}:`));
  return at < 0 ? '' : `, first in line ${at + 1}`;
}
