import { canonicalJson, type RunResult } from '@dof/core';
import { reproducibleExperiment, type Report } from '../../report/report.js';
import { tuningInWords } from '../../summary/tuning-in-words.js';
import { remembered } from '../../values.js';
import { dataTableHtml } from '../data-table-html.js';
import { markup, type Html } from '../html.js';
import type { Section } from './figure-sections.js';
import { duration, packageVersion, runFacts, versionFacts, type Fact } from './provenance-facts.js';

/** What was run, with which versions, where, for how long, and how to run it again. */
export function provenanceSection(report: Report): Section {
  const { input } = report;
  const { results, experiment, notices = [], tuning } = input;
  return {
    id: 'provenance',
    title: 'How it was made',
    content: markup`<section id="provenance" aria-labelledby="provenance-title">
      <h2 id="provenance-title">How it was made</h2>
      <h3>Runs</h3>
      ${definitions(runFacts(report))}
      ${results.length > 0 && versions(results)}
      ${tuning && markup`<p>${tuningInWords(tuning).join(' ')}</p>`}
      ${notices.length > 0 && markup`<p>Of the data: ${notices.join(' ')}</p>`}
      ${results.length > 0 && machines(results)} ${preparations(report)}
      <h3>To reproduce it</h3>
      ${reproduction(report)}
      <h3>Configuration</h3>
      ${
        experiment === undefined
          ? markup`<p>The experiment is not in the folder; every run in <code>results.json</code> holds its own.</p>`
          : markup`<p>With every default written out.</p>
              <pre tabindex="0" aria-label="Configuration">
${JSON.stringify(reproducibleExperiment(experiment), undefined, 2)}</pre>`
      }
    </section>`,
  };
}

function versions(results: readonly RunResult[]): Html {
  return markup`<h3>Engine, methods and data</h3>
    ${definitions(versionFacts(results))}`;
}

function machines(results: readonly RunResult[]): Html {
  const byMachine = new Map<string, { machine: RunResult['machine']; runs: number; seconds: number }>();
  const jsonOf = remembered(canonicalJson);
  for (const { machine, wallTimeSeconds } of results) {
    const key = machine === undefined ? '' : jsonOf(machine);
    const sum = byMachine.get(key) ?? { machine, runs: 0, seconds: 0 };
    sum.runs += 1;
    sum.seconds += wallTimeSeconds;
    byMachine.set(key, sum);
  }
  const table = dataTableHtml({
    name: 'machines',
    caption: 'Where the runs were trained',
    columns: [
      { name: 'cpu', title: 'processor', type: 'text' },
      { name: 'cores', title: 'cores', type: 'integer' },
      { name: 'platform', title: 'system', type: 'text' },
      { name: 'node', title: 'Node.js', type: 'text' },
      { name: 'runs', title: 'runs', type: 'integer' },
      { name: 'time', title: 'wall time', type: 'text' },
    ],
    rows: [...byMachine.values()].map(({ machine, runs, seconds }) => ({
      cpu: machine?.cpu ?? 'not recorded',
      cores: machine?.cores ?? null,
      platform: machine?.platform ?? '-',
      node: machine?.node ?? '-',
      ...{ runs, time: duration(seconds) },
    })),
  });
  return markup`<h3>Machines</h3>
    ${table}`;
}

/** Undefined where no method prepared anything before its runs. */
function preparations({ input: { results } }: Report): Html | undefined {
  const costs = new Map(
    results.flatMap(({ preparationCost, preparationKey, specification: { method, seed } }) =>
      preparationCost
        ? [[preparationKey ?? `${method.name} ${seed}`, { method: method.name, ...preparationCost }]]
        : [],
    ),
  );
  if (costs.size === 0) return undefined;
  const methods = [...new Set([...costs.values()].map(({ method }) => method))];
  const table = dataTableHtml({
    name: 'preparations',
    caption: 'What the methods’ preparations cost, mean per preparation',
    columns: [
      { name: 'method', title: 'method', type: 'text' },
      { name: 'count', title: 'preparations', type: 'integer' },
      { name: 'gradients', title: 'full-space gradients', type: 'number' },
      { name: 'examples', title: 'examples', type: 'number' },
      { name: 'megabytes', title: 'stored MB', type: 'number' },
      { name: 'seconds', title: 'seconds', type: 'number' },
    ],
    rows: methods.map((method) => {
      const own = [...costs.values()].filter((cost) => cost.method === method);
      const mean = (of: (cost: (typeof own)[number]) => number) =>
        own.reduce((sum, cost) => sum + of(cost), 0) / own.length;
      return {
        ...{ method, count: own.length, gradients: mean((cost) => cost.fullSpaceGradients) },
        ...{ examples: mean((cost) => cost.gradientExamples), megabytes: mean((cost) => cost.storedBytes / 1e6) },
        seconds: mean((cost) => cost.seconds),
      };
    }),
  });
  return markup`<h3>Preparations</h3>
    ${table}`;
}

function reproduction({ input: { experiment } }: Report): Html {
  if (experiment === undefined) {
    return markup`<p>
      Run the experiment file again with the versions above; runs are named by the hash of all that can change them, so
      equal names mean equal runs.
    </p>`;
  }
  return markup`<p>
      The file <code>reproduce.json</code> beside this page is the configuration below as an experiment file; paths in
      it count from its own folder. The same engine variant gives the same bits, another one equal results within
      rounding. Run these commands in a clone of the dof repository at version ${packageVersion()}:
    </p>
    <pre tabindex="0" aria-label="Commands">
npm ci
npm run build
npx @dof/cli run /path/to/reproduce.json --out again</pre>`;
}

function definitions(facts: readonly Fact[]): Html {
  return markup`<dl>
    ${facts.map(
      ([term, value]) =>
        markup`<div>
          <dt>${term}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}
