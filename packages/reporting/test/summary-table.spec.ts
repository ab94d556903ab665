import { describe, expect, it } from '@jest/globals';
import { summarise, summaryTable } from '@dof/reporting';
import { reportInput, runResult } from './run-results.js';

const losses = [
  [2, 2, 2, 2, 2],
  [0.9, 0.9, 0.9, 2, 2],
  [0.4, 0.4, 0.4, 0.4, 0.4],
];
const input = reportInput([8, 64, 512], losses, {}, [3, 1, 0.1]);

describe('summaryTable', () => {
  it('prints success and thresholds in columns', () => {
    expect(summaryTable(summarise(input)))
      .toBe(`random from init: conv-2 on mnist, D = 20,490, 10,000 training examples, 15 runs (5 seeds)

Success probability by d and training loss level (n: runs at this d)

    d  n  3     1  0.1
    8  5  1     0    0
   64  5  1  0.60    0
  512  5  1     1    0

Threshold training dimension d*: least d with success probability at least 50 %

  loss level  d*                         95 % interval
           3  already reached at d = 8   d* <= 8
           1  45                         8 < d* <= 512
         0.1  not reached up to d = 512  d* > 512

Loss level 3: every run is there before training, so it says nothing about degrees of freedom.
`);
  });

  it('prints Markdown', () => {
    const markdown = summaryTable(summarise(input), { format: 'markdown' });
    expect(markdown).toContain('## random from init: conv-2 on mnist');
    expect(markdown).toContain(`|   d |   n |   3 |    1 | 0.1 |
| --: | --: | --: | ---: | --: |
|   8 |   5 |   1 |    0 |   0 |
`);
    expect(markdown).toContain('|          1 | 45                        | 8 < d* <= 512 |');
  });

  it('has tables for every method', () => {
    const other = runResult({ d: 8, seed: 0, losses: [2], method: 'lottery-ticket' });
    const text = summaryTable(summarise({ ...input, results: [...input.results, other] }));
    expect(text.match(/ from init: /g)).toHaveLength(2);
    expect(text.match(/Threshold training dimension/g)).toHaveLength(2);
    expect(text).toContain(
      'lottery-ticket from init: conv-2 on mnist, D = 20,490, 10,000 training examples, 1 run (1 seed)',
    );
  });

  it('says so when there is nothing to show', () => {
    expect(summaryTable(summarise(reportInput([], [])))).toBe('No runs yet.\n');
    const diverged = reportInput([8], [[1, 1]], { losses: [], status: 'diverged' }, []);
    expect(summaryTable(summarise(diverged))).toMatch(/2 diverged\n\nNo run had a finite loss/);
  });
});
