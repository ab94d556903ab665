import { describe, expect, it } from '@jest/globals';
import { manyMethods } from '../../test/report-input.js';
import { reportInput } from '../../test/run-results.js';
import { figureSections, picturesOnPage } from '../page/sections/figure-sections.js';
import type { DataTable } from '../data-tables/data-table.js';
import { pageData } from '../page/report-page-data.js';
import { buildReport } from '../report/build-report.js';
import type { DetailedReportInput } from '../report/report-details.js';
import { allFigures, type Report } from '../report/report.js';
import { REPORT_FIGURES } from './report-figures.js';

const inputs = {
  'three methods from two starts': manyMethods(),
  'the null model alone': reportInput(
    [8, 64],
    [
      [1.9, 1.8],
      [0.4, 0.5],
    ],
  ),
  'one d': reportInput([64], [[0.4]]),
  'runs that all failed': reportInput([8, 64], [[1, 1], [1]], { losses: [], status: 'diverged' }),
  'no runs': reportInput([], []),
};
const hasRows = ({ rows }: DataTable) => [...rows].length > 0;
const names = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);

describe.each(Object.entries(inputs))('every listed figure, for %s', (_, input) => {
  const report = buildReport(input);

  it('is made once, in the order of the list', () => {
    expect(report.figures.map(({ module }) => module)).toEqual(REPORT_FIGURES);
  });

  it('has file names of its own', () => {
    const files = names(allFigures(report.figures));
    expect(new Set(files).size).toBe(files.length);
    for (const file of files) expect(file).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  it('has its table among the files, and one with rows and columns of its own for each picture', () => {
    for (const { table, pictures } of report.figures) {
      if (table !== undefined && hasRows(table)) expect(report.tables[table.name]).toBe(table);
      for (const { table: shown, wholeTable } of pictures) {
        const columns = (wholeTable ?? shown).columns.map(({ name }) => name);
        expect(columns).toEqual(expect.arrayContaining(shown.columns.map(({ name }) => name)));
        expect(shown.columns.length).toBeGreaterThan(0);
      }
    }
  });

  it('is there only where it shows something, and so is every table', () => {
    for (const { table } of allFigures(report.figures)) expect(hasRows(table)).toBe(true);
    for (const table of Object.values(report.tables)) expect(hasRows(table)).toBe(true);
  });

  it('stands on the page in the order of the list, each picture in its section with its numbers', () => {
    const sections = figureSections(report);
    const shown = report.figures.filter((figure) => picturesOnPage(figure).length > 0);
    expect(names(sections)).toEqual(shown.map(({ module }) => module.section.id));
    expect(new Set(names(sections)).size).toBe(sections.length);
    const data = pageData(report);
    for (const figure of shown) {
      const { text } = sections.find(({ id }) => id === figure.module.section.id)?.content ?? { text: '' };
      for (const { id, table, wholeTable = table } of picturesOnPage(figure)) {
        expect(text).toContain(`<figure id="${id}"`);
        expect(text).toContain(`data-table="${table.name}"`);
        expect(data.figures[id]?.spec).toHaveProperty('$schema');
        expect(data.tables[table.name].columns).toEqual(wholeTable.columns.map(({ name }) => name));
      }
    }
  });
});

describe('a figure of nothing', () => {
  const sectionsOf = (input: DetailedReportInput) => names(figureSections(buildReport(input)));

  it('is left out: the null model alone is compared with nothing, and has no theory beside it', () => {
    expect(sectionsOf(inputs['the null model alone'])).toEqual([
      ...['phase', 'threshold', 'success', 'performance', 'curves'],
    ]);
    expect(Object.keys(buildReport(inputs['the null model alone']).tables)).toEqual([
      ...['thresholds', 'success', 'performance', 'threshold-curve', 'runs', 'history'],
    ]);
  });

  it('is left out where no run had a finite loss, and where there is no run', () => {
    expect(sectionsOf(inputs['runs that all failed'])).toEqual(['success']);
    expect(sectionsOf(inputs['no runs'])).toEqual([]);
    expect(buildReport(inputs['no runs']).tables).toEqual({});
  });
});

describe('a figure that is added to the list', () => {
  it('is in the files, the tables and the page by that alone', () => {
    const table = {
      ...{ name: 'new-table', caption: 'A new table' },
      columns: [{ name: 'd', title: 'd', type: 'integer' as const }],
      rows: [{ d: 8 }, { d: 16 }],
    };
    const picture = {
      ...{ id: 'new-figure', title: 'A new figure', caption: 'How to read it', table },
      spec: { $schema: 'x', data: { values: table.rows }, mark: 'point' as const, encoding: {} },
    };
    const module = {
      section: { id: 'new-section', title: 'New' },
      make: () => ({ table, pictures: [picture] }),
    };
    const report: Report = buildReport(inputs['three methods from two starts'], [...REPORT_FIGURES, module]);
    expect(names(allFigures(report.figures))).toContain('new-figure');
    expect(report.tables['new-table']).toBe(table);
    expect(figureSections(report).at(-1)?.content.text).toContain('<figure id="new-figure"');
    expect(pageData(report).figures['new-figure'].table).toBe('new-table');
  });
});
