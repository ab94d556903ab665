/** Members of documents that differ from pass to pass, or from machine to machine. */
const PASSING = new Set(['wallTimeSeconds', 'finishedAt', 'machine', 'code', 'seconds', 'generatedAt']);

/** A JSON document, a member a line, without what no two passes share. */
export function normalisedDocument(text: string, folder: string): string {
  const document = JSON.parse(text, (key, value: unknown) => (PASSING.has(key) ? undefined : value)) as object;
  const isList = Array.isArray(document);
  const members = Object.entries(document).map(
    ([name, value]) => `${isList ? '' : `${name}: `}${JSON.stringify(value)}`,
  );
  return normalisedText(`${members.join('\n')}\n`, folder);
}

/** What a terminal or a table shows, without the folder it ran in and how long it took. */
export function normalisedText(text: string, folder: string): string {
  return text
    .replaceAll(folder, 'FOLDER')
    .replace(/\b\d+(\.\d+)? (ms|s|min|h)\b/g, 'TIME')
    .replace(/\b[\d.]+,(?=\d{4}-\d\d-\d\dT)/g, 'TIME,')
    .replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?Z?/g, 'DATE');
}
