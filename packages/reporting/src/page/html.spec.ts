import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Html, jsonInHtml, markup } from './html.js';

const hostile = fc.string({ unit: fc.constantFrom(...'<>&"\'/!-=` ascript\u2028') });

describe('markup', () => {
  it('escapes values, keeps markup, joins lists and leaves out what is absent', () => {
    const inner = markup`<b>${'a < b'}</b>`;
    expect(markup`<p title="${'"'}">${[inner, ' & ', 3]}${null}${undefined}${false}</p>`.text).toBe(
      '<p title="&quot;"><b>a &lt; b</b> &amp; 3</p>',
    );
  });

  it('lets no text out of its element or attribute', () =>
    fc.assert(
      fc.property(hostile, (text) => {
        const { text: made } = markup`<p title="${text}">${text}</p>`;
        expect(made.slice('<p title="'.length, -'</p>'.length)).not.toMatch(/[<'][^>]*$|<[^/]/);
        expect(made.match(/</g)).toHaveLength(2);
        expect(made.match(/"/g)).toHaveLength(2);
      }),
    ));
});

describe('jsonInHtml', () => {
  it('is JSON of the same value in which no tag can begin', () =>
    fc.assert(
      fc.property(fc.jsonValue(), hostile, (value, text) => {
        const { text: json } = jsonInHtml([value, text]);
        expect(json).not.toContain('<');
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify([value, text])));
      }),
    ));
});

describe('Html', () => {
  it('is the only thing that is not escaped', () => {
    expect(markup`${new Html('<i>')}${'<i>'}`.text).toBe('<i>&lt;i&gt;');
  });
});
