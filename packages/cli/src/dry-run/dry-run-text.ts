import { alignedColumns } from '../terminal/aligned-columns.js';
import { countOf, formatDuration } from '../terminal/format-numbers.js';
import type { DryRunDocument } from './dry-run-document.js';

/** What a dry run found, for people. */
export function dryRunText(document: DryRunDocument): string {
  const { runs, preparations, series } = document;
  const facts: [string, string][] = [
    ['runs', runsText(document)],
    ['D', String(document.dimension)],
    ...series.map(({ series: name, degreesOfFreedom: d }): [string, string] => [`d of ${name}`, d.join(', ')]),
  ];
  if (preparations.ahead + preparations.finished > 0) facts.push(['preparations', preparationsText(document)]);
  if (runs.ahead > 0) facts.push(['memory', memoryText(document)], ['time', timeText(document)]);
  const lines = alignedColumns(facts).map((line) => `  ${line}`);
  const measured = measuredRows(document);
  const details =
    measured.length === 0
      ? []
      : ['', 'What the time is estimated from: a few steps and one evaluation, measured here one run at a time'];
  return [...lines, ...details, ...alignedColumns(measured).map((line) => `  ${line}`), ''].join('\n');
}

function runsText({ runs, isMost }: DryRunDocument): string {
  const most = isMost ? 'at most ' : '';
  return `${most}${countOf(runs.asked, 'run')} asked for, ${runs.finished} there already, ${most}${runs.ahead} to train`;
}

function preparationsText({ preparations: { ahead, finished, measured }, isMost }: DryRunDocument): string {
  const burnIns = measured.filter(({ what }) => what === 'burn-in').reduce((sum, { count }) => sum + count, 0);
  const kinds = burnIns === 0 ? '' : ` (${countOf(burnIns, 'burn-in')} among them)`;
  return `${isMost ? 'at most ' : ''}${ahead} to make${kinds}, ${finished} there already`;
}

function memoryText({ memory: { run, all, data }, time: { jobs } }: DryRunDocument): string {
  if (run === null || all === null) return `this engine does not tell; the data take ${bytesText(data)}`;
  return (
    `about ${bytesText(run)} for a run at its largest (the engine's, and vectors of training), ` +
    `${bytesText(all)} in all with ${countOf(jobs, 'run')} at once and the data`
  );
}

function timeText({ time: { seconds, jobs }, isMost, preparations }: DryRunDocument): string {
  if (seconds === null) return 'no run could be measured';
  const unknown = preparations.measured.filter((one) => one.seconds === undefined).map(({ kind }) => kind);
  const without = unknown.length === 0 ? '' : `, without ${unknown.join(', ')}, of which too little was heard`;
  const most = isMost ? 'at most ' : '';
  return `${most}about ${formatDuration(seconds)} on this machine with ${countOf(jobs, 'run')} at once, an estimate${without}`;
}

function measuredRows({ series, preparations }: DryRunDocument): readonly (readonly string[])[] {
  const runs = series.flatMap(({ series: name, measured }) =>
    measured.map(({ degreesOfFreedom: d, seconds, hasMap, problem }) => {
      const time = seconds === undefined ? `cannot be trained: ${problem ?? ''}` : `${formatDuration(seconds)} a run`;
      return [name, `d ${d}`, hasMap === false ? `${time}, without its map, which needs the preparation` : time];
    }),
  );
  const prepared = preparations.measured.map(({ kind, size, seconds, what }) => [
    kind,
    what === 'burn-in' ? countOf(size, 'step') : '',
    seconds === undefined ? 'too little was heard of it' : `${formatDuration(seconds)} each`,
  ]);
  return [...runs, ...prepared];
}

/** In units of 10^6 or 10^9 bytes. */
function bytesText(bytes: number): string {
  return bytes < 1e9 ? `${Math.ceil(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
