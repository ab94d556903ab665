/** One fenced block of a Markdown file. */
export interface CodeBlock {
  /** What follows the opening fence; empty for output and drawings. */
  readonly language: string;
  readonly code: string;
  /** Of the opening fence, from 1. */
  readonly line: number;
  /** Why it is not run: the comment `<!-- not run: WHY -->` right before it. */
  readonly notRun?: string;
}

const BLOCK = /^(?:<!-- not run: (.+?) -->\n\n?)?```(\w*)[^\n]*\n([\s\S]*?)^```$/gm;

/** The fenced blocks of a Markdown file, in order. */
export function codeBlocks(markdown: string): readonly CodeBlock[] {
  return [...markdown.matchAll(BLOCK)].map(({ 0: whole, 1: notRun, 2: language, 3: code, index }) => ({
    language,
    code,
    line: markdown.slice(0, index + whole.indexOf('```')).split('\n').length,
    ...(notRun === undefined ? {} : { notRun }),
  }));
}

/** The name that a block's first line gives it, a comment such as `# my-experiment.yaml` or `// my-method.mjs`. */
export function fileNameOf({ code }: CodeBlock): string | undefined {
  return /^(?:#|\/\/) ([\w.-]+\.\w+)\n/.exec(code)?.[1];
}
