import { describe, expect, it } from '@jest/globals';
import { manyMethods } from '../../../test/report-input.js';
import { buildReport } from '../../report/build-report.js';
import type { DetailedReportInput } from '../../report/report-details.js';
import { angleFigure } from './angle-figure.js';
import { theoryFigure } from './theory-figure.js';

function contentOf(module: typeof angleFigure, input: DetailedReportInput) {
  const content = buildReport(input).figures.find((figure) => figure.module === module);
  if (content === undefined) throw new Error('the figure is not in the list');
  return content;
}

const input = manyMethods();
const { dimension } = input;
const degrees = (d: number) => (Math.asin(Math.sqrt(d / dimension)) * 180) / Math.PI;

describe('angleFigure', () => {
  it('has the angle of every start and level, and d* as the angle it corresponds to', () => {
    const { table, pictures } = contentOf(angleFigure, input);
    expect(pictures).toHaveLength(1);
    const rows = [...(table?.rows ?? [])];
    const turned = rows.filter(({ source }) => source === 'Gaussian width');
    expect(turned).toHaveLength(4);
    expect(turned[0]).toMatchObject({ start: 'initialisation', level: 1 });
    expect(turned[0]['angle']).toBeCloseTo(degrees(10), 9);
    expect(turned[0]['upper']).toBeCloseTo(degrees(20), 9);
    expect(rows.filter(({ source }) => source === 'measured').length).toBeGreaterThan(0);
  });

  it('is absent where no width was measured, and draws nothing below one dimension', () => {
    expect(contentOf(angleFigure, { ...input, widths: [] })).toMatchObject({ pictures: [] });
    const levels = [{ level: 1, dG: 0.2, lower: 0.1, upper: 0.4 }];
    const tiny = { ...input, widths: [{ source: 'Gaussian width', start: 'initialisation', levels }] };
    expect(contentOf(angleFigure, tiny)).toMatchObject({ pictures: [] });
  });
});

describe('theoryFigure', () => {
  it('has d_G beside predictions of d*, each by its source', () => {
    const rows = [...(contentOf(theoryFigure, input).table?.rows ?? [])];
    const of = (source: string) => rows.filter((row) => row['source'] === source);
    expect(of('Gaussian width')[1]).toMatchObject({ level: 0.5, dStar: 20, lower: 10, upper: 40 });
    expect(of('Hessian')[1]).toMatchObject({ level: 0.5, dStar: 80 });
  });
});
