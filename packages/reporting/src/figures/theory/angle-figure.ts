import type { DataTable } from '../../data-tables/data-table.js';
import type { MeasuredWidths } from '../../report/report-details.js';
import type { ReportFacts } from '../../report/report-facts.js';
import type { FigureModule } from '../figure.js';
import { startNames } from './start-names.js';
import { theorySpec } from './theory-spec.js';

const TITLE = 'How far a random direction must be turned';

/**
 * The geometry behind the escape theorem: the angle by which a random direction must be turned about the start to meet the
 * sub-level set, over the loss; none without measured widths. The escape theorem excludes success for d below
 * `D sin^2 phi`; d* is drawn as the phi with `D sin^2 phi = d*`.
 */
export const angleFigure: FigureModule = {
  section: { id: 'angle-section', title: 'Gaussian width' },
  make({ input: { widths = [] }, series, summary }) {
    const table = angleTable(widths, series, summary.dimension);
    const rows = [...table.rows];
    if (rows.every(({ source }) => source === 'measured')) return { pictures: [] };
    const picture = {
      id: 'angles',
      title: TITLE,
      caption:
        'Lines: the angle between a random direction and the closest point of the sub-level set, seen from the start, with ' +
        'its interval. Points: the angle at which the escape theorem would put the threshold where it was measured.',
      spec: theorySpec(rows, {
        title: TITLE,
        description: `${TITLE}: angle against training loss`,
        subtitle: 'Lines: as measured. Points: the angle of d*, asin sqrt(d* / D)',
        value: {
          field: 'angle',
          title: 'angle in degrees',
          format: '.3~g',
          axisFormat: '~g',
          scale: { type: 'log', base: 2 },
        },
      }),
      table,
    };
    return { table, pictures: [picture] };
  },
};

function angleTable(widths: readonly MeasuredWidths[], series: ReportFacts['series'], dimension: number): DataTable {
  const nameOf = startNames(series);
  const angleOf = (d: number | null): number | null =>
    d === null || d < 1 ? null : (Math.asin(Math.sqrt(Math.min(1, d / dimension))) * 180) / Math.PI;
  const row = (start: string, source: string, level: number, [d, lower, upper]: readonly (number | null)[]) => ({
    ...{ start, source, level },
    ...{ angle: angleOf(d), lower: angleOf(lower), upper: angleOf(upper) },
  });
  const measured = series
    .filter(({ isNull }) => isNull)
    .flatMap(({ start, summary: { levels } }) =>
      levels.map(({ level, threshold: { dStar, lower, upper } }) =>
        row(start, 'measured', level, [dStar, lower, upper]),
      ),
    );
  const turned = widths.flatMap((found) =>
    found.levels.map(({ level, dG, lower, upper }) => row(nameOf(found), found.source, level, [dG, lower, upper])),
  );
  return {
    name: 'angles',
    caption: 'Angle between a random direction and the sub-level set, in degrees; d* as the angle it corresponds to',
    columns: [
      { name: 'start', title: 'start', type: 'text' },
      { name: 'source', title: 'source', type: 'text' },
      { name: 'level', title: 'training loss level', type: 'number' },
      { name: 'angle', title: 'angle', type: 'number' },
      { name: 'lower', title: 'lower end', type: 'number' },
      { name: 'upper', title: 'upper end', type: 'number' },
    ],
    rows: [...measured, ...turned].filter(({ angle }) => angle !== null),
  };
}
