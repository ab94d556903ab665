import { plainJson, plainLines } from '@dof/core';

/** Text that is HTML already. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template: text is escaped, HTML is not, lists are joined, absent values are empty. */
export type HtmlValue = string | number | Html | null | undefined | false | readonly HtmlValue[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A template whose values cannot leave the element or the quoted attribute they stand in. */
export function markup(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(parts.reduce((text, part, i) => text + render(values[i - 1]) + part));
}

/** JSON that no element can be closed in: for a script element of type `application/json`. */
export function jsonInHtml(value: unknown): Html {
  return new Html(plainJson(JSON.stringify(value)).replaceAll('<', '\\u003c'));
}

function render(value: HtmlValue): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(render).join('');
  return plainLines(String(value)).replace(/[&<>"']/g, (character) => ENTITIES[character]);
}
