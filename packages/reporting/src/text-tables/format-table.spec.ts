import { describe, expect, it } from '@jest/globals';
import type { DataTable } from '../data-tables/data-table.js';
import { formatTable, markdownSection } from './format-table.js';

const table = {
  header: ['method', 'd'],
  rows: [
    ['a|b', '8'],
    ['random', '1024'],
  ],
  leftAligned: [0],
};

describe('formatTable', () => {
  it('aligns numbers to the right and leaves no white space at line ends', () => {
    expect(formatTable(table, 'text')).toBe('  method     d\n  a|b        8\n  random  1024\n');
    expect(formatTable({ ...table, leftAligned: [0, 1] }, 'text')).not.toMatch(/ \n/);
  });

  it('escapes bars in Markdown', () => {
    expect(formatTable(table, 'markdown')).toBe(
      '| method |    d |\n| ------ | ---: |\n| a\\|b   |    8 |\n| random | 1024 |\n',
    );
  });
});

describe('markdownSection', () => {
  it('keeps a row on a line whatever its text', () => {
    const table: DataTable = {
      name: 'table',
      caption: 'A table',
      columns: [
        { name: 'name', title: 'Name', type: 'text' },
        { name: 'count', title: 'count', type: 'integer' },
        { name: 'share', title: 'share', type: 'number' },
        { name: 'known', title: 'known', type: 'boolean' },
      ],
      rows: [{ name: 'a|b\nc', count: 20_490, share: 0.123456, known: true }],
    };
    expect(markdownSection(table).split('\n').at(-2)).toBe('| a\\|b c | 20,490 | 0.1235 |   yes |');
  });
});
