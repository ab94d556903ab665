/**
 * A name that some object of a JSON text has twice, of which JSON.parse would keep the last; undefined where there is none.
 *
 * @param json valid JSON
 */
export function repeatedName(json: string): string | undefined {
  // The names of each object that is open here; an array has none.
  const open: (Set<string> | undefined)[] = [];
  for (let at = 0; at < json.length; at++) {
    const character = json[at];
    if (character === '{') open.push(new Set());
    else if (character === '[') open.push(undefined);
    else if (character === '}' || character === ']') open.pop();
    if (character !== '"') continue;
    const end = endOfText(json, at);
    const names = open.at(-1);
    if (names !== undefined && isName(json, end)) {
      const name: unknown = JSON.parse(json.slice(at, end));
      if (names.has(String(name))) return String(name);
      names.add(String(name));
    }
    at = end - 1;
  }
  return undefined;
}

/** Where the text that begins at a quote is over. */
function endOfText(json: string, begin: number): number {
  let at = begin + 1;
  while (json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at + 1;
}

function isName(json: string, end: number): boolean {
  let at = end;
  while (' \n\r\t'.includes(json[at])) at += 1;
  return json[at] === ':';
}
