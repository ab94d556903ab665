import type { JobData, WorkerEvent } from '@dof/executor-bullmq';
import { countOf, formatDuration } from '../../terminal/format-numbers.js';

/** What a worker's log says of an event. */
export function workerLine(event: WorkerEvent): string {
  switch (event.type) {
    case 'ready':
      return `worker ${event.worker} is ready: ${countOf(event.jobs, 'run')} at once; Ctrl-C lets it finish and leave`;
    case 'started':
      return `started   ${describeJob(event.job)}`;
    case 'under-way':
      return `under way ${describeJob(event.job)}: ${Math.floor(100 * event.share)} % after ${formatDuration(event.seconds)}`;
    case 'finished':
      return `finished  ${describeJob(event.job)}  ${event.seconds.toFixed(1)} s`;
    case 'failed':
      return `failed    ${event.job === undefined ? 'a job' : describeJob(event.job)}: ${event.message}`;
    case 'refused':
      return `refused   ${describeJob(event.job)}: ${event.message} (left to other workers)`;
    case 'cancelled':
      return `given up  ${describeJob(event.job)}: nobody waits for it any more`;
    case 'lost':
      return `lost      ${describeJob(event.job)}: Redis was away or this worker stood still; another does it again`;
    case 'draining':
      return event.underWay === 0
        ? 'leaving'
        : `leaving when ${countOf(event.underWay, 'run')} under way ${event.underWay === 1 ? 'is' : 'are'} finished ` +
            '(Ctrl-C again to leave at once)';
    case 'note':
      return event.text;
  }
}

function describeJob({ kind, specification: { method, model, data, degreesOfFreedom, seed, start } }: JobData): string {
  const what = `${model.name} on ${data.name}`;
  if (kind === 'burn-in') return `burn-in of ${what}, seed ${start.seed}`;
  if (kind === 'prepare') return `preparation of ${method.name}, ${what}, seed ${seed}`;
  return `${method.name}, ${what}, d ${degreesOfFreedom}, seed ${seed}`;
}
