import { describe, expect, it } from '@jest/globals';
import { allFigures, buildReport, renderSvg, stillFigure } from '@dof/reporting';
import { PUBLISHED, reportInput } from './run-results.js';

const figures = allFigures(buildReport(reportInput(PUBLISHED.degreesOfFreedom, PUBLISHED.losses)).figures);

/** Every mark with its place in the plot. What reaches over the plot's edge makes the picture around it larger. */
const marks = (svg: string) =>
  svg
    .replace(/<defs>.*<\/defs>/, '')
    .replace(/gradient_\d+/, 'gradient')
    .match(/<path [^>]*>/g);

describe('stillFigure', () => {
  it.each(figures.map(({ id, spec }) => [id, spec] as const))(
    'has the marks of %s, none of them clipped',
    async (_, spec) => {
      const drawn = await renderSvg(stillFigure(spec));
      expect(drawn).not.toContain('clip-path');
      expect(marks(drawn)).toEqual(marks(await renderSvg(spec)));
    },
  );
});
