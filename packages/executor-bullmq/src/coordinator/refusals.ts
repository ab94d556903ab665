import { DofError, type ErrorCode } from '@dof/core';
import type { JobData } from '../job/job-data.js';
import type { Refusal } from '../job/job-progress.js';
import { refusedPart } from '../worker/refused-work.js';

/** Which workers cannot do which work, and why. */
export class Refusals {
  readonly #byPart = new Map<string, Map<string, Refusal>>();
  readonly #said = new Set<string>();

  /** Returns what to say of it, the first time that a worker refuses for this reason. */
  add(job: JobData, id: string, refusal: Refusal): string | undefined {
    const part = refusedPart(refusal.scope, job, id);
    const byWorker = this.#byPart.get(part) ?? new Map<string, Refusal>();
    this.#byPart.set(part, byWorker.set(refusal.worker, refusal));
    const saying = `${refusal.worker} ${refusal.message}`;
    if (this.#said.has(saying)) return undefined;
    this.#said.add(saying);
    return `worker ${refusal.worker} refuses: ${refusal.message}`;
  }

  /** The error a job ends with when every worker there is refuses it; undefined while one may yet do it. */
  everywhere(job: JobData, id: string, live: readonly string[]): DofError | undefined {
    if (live.length === 0) return undefined;
    const refusing = new Map(
      (['code', 'data', 'run'] as const).flatMap((scope) => [...(this.#byPart.get(refusedPart(scope, job, id)) ?? [])]),
    );
    if (!live.every((worker) => refusing.has(worker))) return undefined;
    const { code, message } = [...refusing.values()][0];
    const who = live.length === 1 ? 'the only worker refuses' : `all ${live.length} workers refuse`;
    return new DofError(code as ErrorCode, `${who}: ${message}`);
  }
}
