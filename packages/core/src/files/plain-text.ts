/**
 * Characters that do something else than to be seen: controls (escape sequences begin with one), marks that turn the
 * direction of text or have no width, separators of lines, halves of pairs, and code points that are no characters, some
 * of which XML forbids.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Cn}\p{Zl}\p{Zp}]/gu;
const UNSEEN_BUT_LAYOUT = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Cn}\p{Zl}\p{Zp}]/gu;
/** What can be in front of a formula in a spreadsheet. */
const FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Text from anywhere as text for anything: what cannot be seen is spelled out, as \u001b is, line breaks included. */
export function plainText(text: string): string {
  return text.replace(UNSEEN, spelledOut);
}

/** The same for text of several lines: line feeds and tabs stay. */
export function plainLines(text: string): string {
  return text.replace(UNSEEN_BUT_LAYOUT, spelledOut);
}

/** JSON that says the same and holds no character that cannot be seen, but line feeds. */
export function plainJson(json: string): string {
  // Between texts JSON has none but white space, and in them this is how it writes characters.
  return json.replace(UNSEEN_BUT_LAYOUT, (character) =>
    Array.from({ length: character.length }, (_, i) => `\\u${hex(character.charCodeAt(i))}`).join(''),
  );
}

/**
 * One field of a CSV file (RFC 4180): quoted where it must be. A text that a spreadsheet would take for a formula gets an
 * apostrophe in front, as spreadsheets do themselves; numbers stay numbers.
 */
export function csvField(value: string | number | boolean | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const text = FORMULA.test(value) && !NUMBER.test(value) ? `'${value}` : value;
  const plain = plainText(text);
  // Some readers part fields at semicolons too.
  return /[",;]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

function spelledOut(character: string): string {
  return `\\u${hex(character.codePointAt(0) ?? 0)}`;
}

function hex(code: number): string {
  return code.toString(16).padStart(4, '0');
}
