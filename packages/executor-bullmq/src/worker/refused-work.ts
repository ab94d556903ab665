import type { JobData } from '../job/job-data.js';
import type { Refusal, RefusalScope } from '../job/job-progress.js';

/** What is wrong here is looked at anew after this long: a data file may have been put in its place. */
const MEMORY_MILLISECONDS = 60_000;
const SHORTEST_PAUSE_MILLISECONDS = 500;

/** What of a job a refusal is about: jobs that share it are refused alike. */
export function refusedPart(scope: RefusalScope, job: JobData, id: string): string {
  switch (scope) {
    case 'code':
      return `code ${job.code.hash}`;
    case 'data':
      return `data ${job.specification.data.contentHash}`;
    case 'run':
      return `run ${id}`;
  }
}

/** What a worker cannot do, and how long it should leave the queue to others each time it comes up. */
export class RefusedWork {
  readonly #refusals = new Map<string, { readonly refusal: Refusal; readonly until: number; times: number }>();

  constructor(
    private readonly longestPause: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Why a job cannot be done, where that is known already. */
  find(job: JobData, id: string): Refusal | undefined {
    for (const scope of ['code', 'data', 'run'] as const) {
      const known = this.#refusals.get(refusedPart(scope, job, id));
      if (known !== undefined && known.until > this.now()) return known.refusal;
    }
    return undefined;
  }

  /** Remembers a refusal; returns whether it is a new one, and the pause to make: longer each time, up to the longest. */
  add(job: JobData, id: string, refusal: Refusal): { readonly first: boolean; readonly milliseconds: number } {
    const part = refusedPart(refusal.scope, job, id);
    const known = this.#refusals.get(part);
    const times = known?.times ?? 0;
    const until = known !== undefined && known.until > this.now() ? known.until : this.now() + MEMORY_MILLISECONDS;
    this.#refusals.set(part, { refusal, until, times: times + 1 });
    const milliseconds = Math.min(SHORTEST_PAUSE_MILLISECONDS * 2 ** times, this.longestPause);
    return { first: times === 0, milliseconds: refusal.scope === 'run' ? 0 : milliseconds };
  }
}
