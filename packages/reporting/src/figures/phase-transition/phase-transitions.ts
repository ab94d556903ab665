import type { DataTable } from '../../data-tables/data-table.js';
import { figureNames } from '../figure-names.js';
import type { FigureModule } from '../figure.js';
import type { PhaseTransitionData } from './phase-transition-data.js';
import { phaseTransitionFigure } from './phase-transition-figure.js';

/** The phase transition of every series that has a run with a finite loss, one picture each. */
export const phaseTransitions: FigureModule = {
  section: {
    id: 'phase',
    title: 'Phase transition',
    chooser: 'Method and start',
  },
  make({ summary, series, phases }) {
    const shown = series
      .map((one, i) => ({ ...one, phase: phases[i] }))
      .filter((one) => one.summary.runs.some(({ bestTrainLoss }) => bestTrainLoss !== null));
    const ids = figureNames(
      'phase-transition',
      shown.map(({ name }) => name),
    );
    const pictures = shown.map(({ name, phase, summary: method }, i) => ({
      id: ids[i],
      title: `Phase transition: ${name}`,
      caption:
        'Colour: the share of runs at this d that reach this training loss. White line: d*, dashed: its interval, ' +
        'circles: the levels asked for, triangles: d* beyond the measured d.',
      spec: phaseTransitionFigure(summary, method, phase),
      still: phaseTransitionFigure(summary, method, phase, true),
      table: phaseTable(ids[i], name, phase),
    }));
    return { pictures };
  },
};

function phaseTable(id: string, series: string, { cells }: PhaseTransitionData): DataTable {
  return {
    name: id,
    caption: `Success probability of ${series} by d and range of training loss`,
    columns: [
      { name: 'd', title: 'd', type: 'integer' },
      { name: 'lossFrom', title: 'loss level from', type: 'number' },
      { name: 'lossTo', title: 'to', type: 'number' },
      { name: 'probability', title: 'success probability', type: 'number' },
      { name: 'runs', title: 'runs', type: 'integer' },
    ],
    rows: cells.map(({ d, bottom, top, probability, trials }) => ({
      ...{ d, lossFrom: bottom, lossTo: top, probability, runs: trials },
    })),
  };
}
