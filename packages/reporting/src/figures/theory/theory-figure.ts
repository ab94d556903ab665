import type { DataTable, Row } from '../../data-tables/data-table.js';
import type {
  MeasuredWidthLevel,
  MeasuredWidths,
  PredictedLevel,
  ThresholdPrediction,
} from '../../report/report-details.js';
import type { Series } from '../../summary/series.js';
import type { FigureModule } from '../figure.js';
import { startNames } from './start-names.js';
import { theorySpec } from './theory-spec.js';

const TITLE = 'Theory beside measurement';

/** The thresholds that a theory predicts beside the measured ones of the null model; none without predictions. */
export const theoryFigure: FigureModule = {
  section: { id: 'theory-section', title: 'Theory' },
  make({ input: { predictions = [], widths = [] }, series }) {
    const table = theoryTable([...predictions, ...widths.map(asPrediction)], series);
    const values = [...table.rows];
    if (!hasPrediction(values)) return { pictures: [] };
    const picture = {
      id: 'theory',
      title: TITLE,
      caption:
        'Measured thresholds d* of the null model with their intervals, and thresholds by theory: predictions of d* from the ' +
        'curvature at the end of training, and d_G of the escape theorem, estimated from above.',
      spec: theorySpec(values, {
        title: TITLE,
        description: `${TITLE}: d* against training loss`,
        subtitle: 'Points and bars: measured d* and its interval. Lines and bands: by theory',
        value: {
          field: 'dStar',
          title: 'threshold',
          format: ',.0f',
          scale: { type: 'log', base: 2 },
          axisFormat: ',d',
        },
      }),
      table,
    };
    return { table, pictures: [picture] };
  },
};

/** d* of the null model as measured, and as predicted, from every start. */
function theoryTable(predictions: readonly ThresholdPrediction[], series: readonly Series[]): DataTable {
  const nameOf = startNames(series);
  const measured = series
    .filter(({ isNull }) => isNull)
    .flatMap(({ start, summary }) =>
      summary.levels.map(({ level, threshold: { dStar, lower, upper } }) => ({
        ...{ start, source: 'measured', level, dStar, lower, upper },
      })),
    );
  const predicted = predictions.flatMap((prediction) => {
    const { source, levels } = prediction;
    const start = nameOf(prediction);
    return levels.map(({ level, dStar, lower, upper }) => ({ start, source, level, dStar, lower, upper }));
  });
  return {
    name: 'theory',
    caption: 'Threshold training dimension: d* as measured, and thresholds by theory',
    columns: [
      { name: 'start', title: 'start', type: 'text' },
      { name: 'source', title: 'source', type: 'text' },
      { name: 'level', title: 'training loss level', type: 'number' },
      { name: 'dStar', title: 'threshold', type: 'number' },
      { name: 'lower', title: 'lower end', type: 'number' },
      { name: 'upper', title: 'upper end', type: 'number' },
    ],
    rows: [...measured, ...predicted].filter(({ dStar }) => dStar !== null),
  };
}

/** d_G in the place of d*: where the escape theorem has the threshold. Of less than one dimension nothing is drawn. */
function asPrediction({ levels, ...rest }: MeasuredWidths): ThresholdPrediction {
  return { ...rest, levels: levels.map(drawnLevel) };
}

function drawnLevel({ level, dG, lower, upper }: MeasuredWidthLevel): PredictedLevel {
  if (dG === null || dG < 1) return { level, dStar: null, lower: null, upper: null };
  return { level, dStar: dG, lower: lower === null ? null : Math.max(1, lower), upper };
}

function hasPrediction(rows: readonly Row[]): boolean {
  return rows.some((row) => row['source'] !== 'measured');
}
