import { describe, expect, it } from '@jest/globals';
import { formatTable } from './format-table.js';

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
