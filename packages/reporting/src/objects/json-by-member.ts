/**
 * JSON of objects one after the other, the same as that of `JSON.stringify`. A member that is the very object it was in
 * the one before is not written again: most runs of an experiment share the greater part of theirs.
 */
export function jsonByMember(): (value: object) => string {
  const last = new Map<string, { readonly member: unknown; readonly json: string }>();
  return (value) => {
    let text = '';
    for (const [key, member] of Object.entries(value) as [string, unknown][]) {
      let known = last.get(key);
      if (known?.member !== member || known === undefined) {
        // Undefined for what JSON leaves out.
        const json = JSON.stringify(member) as string | undefined;
        known = { member, json: json === undefined ? '' : `${JSON.stringify(key)}:${json}` };
        last.set(key, known);
      }
      if (known.json !== '') text += text === '' ? known.json : `,${known.json}`;
    }
    return `{${text}}`;
  };
}
