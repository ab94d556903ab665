import type { Experiment } from '@dof/core';
import type { DataTable } from '../data-tables/data-table.js';
import type { Figure, FigureContent, FigureModule } from '../figures/figure.js';
import { omit } from '../values.js';
import type { ReportFacts } from './report-facts.js';

/** Everything a report says, before it is files. */
export interface Report extends ReportFacts {
  readonly tables: ReportTables;
  readonly figures: ReportFigures;
}

/** By name, in the order of their files. */
export type ReportTables = Readonly<Record<string, DataTable>>;

/** What every figure module made, in the order of the page. */
export type ReportFigures = readonly ReportFigure[];

export interface ReportFigure extends FigureContent {
  readonly module: FigureModule;
}

/** All pictures that are drawn into files, in the order of the page. */
export function allFigures(figures: ReportFigures): Figure[] {
  return figures.flatMap(({ pictures }) => pictures);
}

/** The experiment in the form of an experiment file, every default written out, for `dof run` to do it again. */
export function reproducibleExperiment(experiment: Experiment): Readonly<Record<string, unknown>> {
  const { starts, tune, ...rest } = omit(experiment, 'baseDirectory');
  const { training } = rest;
  if (tune === undefined || training === undefined) return { ...rest, start: starts };
  const optimizer = { ...training.optimizer, learningRate: tune.learningRates };
  return { ...rest, start: starts, training: { ...training, optimizer }, tune: { seeds: tune.seeds } };
}
