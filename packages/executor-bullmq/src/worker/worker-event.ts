import type { JobData } from '../job/job-data.js';

/** What a worker does, for its log. */
export type WorkerEvent =
  /** Connected and waiting for work. */
  | { readonly type: 'ready'; readonly worker: string; readonly jobs: number }
  | { readonly type: 'started'; readonly job: JobData }
  /** Said again and again of a burn-in or preparation, which may take long: the share that is done, and since when. */
  | { readonly type: 'under-way'; readonly job: JobData; readonly share: number; readonly seconds: number }
  | { readonly type: 'finished'; readonly job: JobData; readonly seconds: number }
  /** The run cannot be done as asked, or something is broken; the coordinator is told. */
  | { readonly type: 'failed'; readonly job: JobData | undefined; readonly message: string }
  /** This worker cannot do it; it went back for another. */
  | { readonly type: 'refused'; readonly job: JobData; readonly code: string; readonly message: string }
  /** Nobody wants the run any more. */
  | { readonly type: 'cancelled'; readonly job: JobData }
  /** This worker lost its claim, to a pause of it or of Redis; another does the run again. */
  | { readonly type: 'lost'; readonly job: JobData }
  /** Told to leave: takes nothing more, and ends once what is under way is finished. */
  | { readonly type: 'draining'; readonly underWay: number }
  | { readonly type: 'note'; readonly text: string };
