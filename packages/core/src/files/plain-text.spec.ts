import { describe, expect, it } from '@jest/globals';
import { csvField, plainJson, plainLines, plainText } from '@dof/core';
import fc from 'fast-check';

const UNSEEN = [
  '\u001b',
  '\u0007',
  '\r',
  '\n',
  '\u202e',
  '\u200b',
  '\u2028',
  '\ufffe',
  '\uffff',
  '\ud800',
  '\u009b',
  '\ufeff',
];
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...UNSEEN, '=', '"', ',', '<', 'a', '-1'), fc.string({ unit: 'binary' })))
  .map((parts) => parts.join(''));

describe('plainText', () => {
  it('spells out what cannot be seen, and leaves alone what can', () => {
    expect(plainText('a\u001b[31m\r\nb\u202e')).toBe('a\\u001b[31m\\u000d\\u000ab\\u202e');
    expect(plainText('Größe, 大小, 😀 <b> "x"')).toBe('Größe, 大小, 😀 <b> "x"');
    expect(plainLines('a\n\tb\u0000')).toBe('a\n\tb\\u0000');
  });

  it('leaves nothing that a terminal obeys or XML forbids, of any text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        // The characters of XML 1.0, less those that move what is read.
        expect(plainText(text)).toMatch(/^[\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u);
        expect(plainText(text)).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b\u2028\ufffe]/);
        expect(plainText(plainText(text))).toBe(plainText(text));
      }),
    );
  });
});

describe('plainJson', () => {
  it('says the same, in characters that are seen', () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom(undefined, 2), (text, indent) => {
        const json = plainJson(JSON.stringify({ [text]: [text] }, undefined, indent));
        expect(JSON.parse(json)).toEqual({ [text]: [text] });
        expect(plainLines(json)).toBe(json);
      }),
    );
  });
});

describe('csvField', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['-1.5e-3', '-1.5e-3'],
    ['-a', "'-a"],
    ['+49', '+49'],
    ['\t=1', "'\\u0009=1"],
    ['a,"b"', '"a,""b"""'],
    [-1.5, '-1.5'],
    [null, ''],
    [true, 'true'],
  ])('writes %j as %s', (value, field) => {
    expect(csvField(value)).toBe(field);
  });

  it('begins no formula, and is one field of one line', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const field = csvField(text);
        const content = field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field;
        expect(field).not.toMatch(/[\r\n]/);
        if (/^[=+\-@]/.test(content)) expect(Number.isNaN(Number(content))).toBe(false);
      }),
    );
  });
});
