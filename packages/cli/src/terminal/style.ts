import { styleText } from 'node:util';
import type { OutputStream, Terminal } from './terminal.js';

/** How text may look on one stream. */
export interface Style {
  /** False where the screen cannot show more than ASCII. */
  readonly unicode: boolean;
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  warning(text: string): string;
  accent(text: string): string;
}

type Format = Parameters<typeof styleText>[0];

/** Colours on a screen that has them, unless NO_COLOR is set; box characters where the locale is UTF-8. */
export function styleFor(stream: OutputStream, environment: Terminal['environment']): Style {
  const coloured = isScreen(stream, environment) && (environment.NO_COLOR ?? '') === '';
  const paint = (format: Format) => (text: string) => {
    return coloured ? styleText(format, text, { validateStream: false }) : text;
  };
  return {
    unicode: hasUnicode(environment),
    bold: paint('bold'),
    dim: paint('dim'),
    good: paint('green'),
    warning: paint('yellow'),
    accent: paint('cyan'),
  };
}

/** True for a terminal whose lines can be redrawn, and with somebody before it: not in continuous integration. */
export function isScreen(stream: OutputStream, environment: Terminal['environment']): boolean {
  return stream.isTTY === true && environment.TERM !== 'dumb' && !isContinuousIntegration(environment);
}

function hasUnicode(environment: Terminal['environment']): boolean {
  const locale = environment.LC_ALL || environment.LC_CTYPE || environment.LANG || '';
  return /utf-?8/i.test(locale) || environment.WT_SESSION !== undefined;
}

function isContinuousIntegration({ CI }: Terminal['environment']): boolean {
  return CI !== undefined && !['', '0', 'false'].includes(CI);
}
