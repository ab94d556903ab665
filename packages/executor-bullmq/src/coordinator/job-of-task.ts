import { basename } from 'node:path';
import type { Task } from '@dof/core';
import type { CodeIdentity } from '../code/code-identity.js';
import { parseJob, type JobData } from '../job/job-data.js';

/** The keys of what a task needs from before, wherever it is kept. */
export interface TaskInputs {
  readonly startKey?: string;
  readonly preparedKey?: string;
}

/** What goes into the queue for a task: names, hashes and numbers. Throws DOF_BAD_JOB for a task no worker would take. */
export function jobOfTask(task: Task, code: CodeIdentity, inputs: TaskInputs): JobData {
  const { kind, hash, specification, modelFile } = task;
  const job = {
    format: 1,
    kind,
    hash,
    // As it will arrive: members that are undefined are not sent.
    specification: JSON.parse(JSON.stringify(specification)) as unknown,
    code,
    modelFile: modelFile && { ...modelFile, file: basename(modelFile.file) },
    ...(kind === 'prepare' ? { requested: [...task.requested] } : {}),
    ...(kind === 'burn-in' ? {} : { startKey: inputs.startKey }),
    ...(kind === 'train' ? { preparedKey: inputs.preparedKey } : {}),
    ...(kind === 'train' && task.keepCoordinates === false ? { keepCoordinates: false } : {}),
  };
  return parseJob(job);
}
