import type { Backend } from '../contracts/backend.js';
import type { Task, TrainTask } from '../contracts/executor.js';
import type { DofReductionMethod, Start } from '../contracts/method.js';
import type { Objective } from '../contracts/objective.js';
import type { Reparametrisation } from '../contracts/reparametrisation.js';
import { DofError } from '../errors/dof-error.js';
import { runKey } from '../random/split-key.js';

/** A run with everything that its map is made of. */
export interface RunMapOptions {
  /** With what was prepared for it. */
  readonly task: TrainTask;
  readonly objective: Objective;
  readonly method: DofReductionMethod;
  readonly backend: Backend;
  readonly start: Start;
  readonly signal: AbortSignal;
}

/** What came with the task, burnt in or given, or the initialisation. */
export function startingPoint(task: Task, objective: Objective): Float32Array {
  const given = task.kind === 'burn-in' ? undefined : task.start?.arrays['w'];
  if (given instanceof Float32Array) return given;
  if (task.specification.start.type === 'weights') throw new TypeError('a start from given weights came without them');
  return objective.initialise(runKey(task.specification.start.seed, 'initialisation'));
}

/** The map w(theta) of a run, the same whenever it is made. Whoever asks disposes of it. */
export async function runMap(options: RunMapOptions): Promise<Reparametrisation> {
  const { task, objective, method, backend, start, signal } = options;
  const { specification, prepared } = task;
  const map = await method.reparametrise({
    ...{ prepared, start, backend, signal },
    d: specification.degreesOfFreedom,
    key: runKey(specification.seed, 'directions'),
    options: specification.method.options,
    layout: objective.layout,
  });
  try {
    requireAskedDegreesOfFreedom(options, map);
    return map;
  } catch (error) {
    map.dispose();
    throw error;
  }
}

/** A run is plotted at its d, so its map must have d coordinates, or say that it may have fewer. */
function requireAskedDegreesOfFreedom({ task, method, objective }: RunMapOptions, map: Reparametrisation): void {
  const { degreesOfFreedom: d, method: reference } = task.specification;
  const { degreesOfFreedom: has, dimension } = map;
  const { fewerCoordinates = false } = { ...method.capabilities, ...method.capabilitiesWith?.(reference.options) };
  const refuse = (what: string): never => {
    throw new DofError(
      'DOF_WRONG_DIMENSION',
      `method ${method.name} ${method.version} was asked for ${d} of ${objective.dimension} degrees of freedom and ${what}: ` +
        'this is for its author to mend',
    );
  };
  if (dimension !== objective.dimension) refuse(`made a map to ${dimension} parameters`);
  if (!Number.isSafeInteger(has) || has < 1 || has > d || (has < d && !fewerCoordinates)) refuse(`trains ${has}`);
  const { length } = map.initialCoordinates();
  if (length !== has) refuse(`begins with ${length} coordinates, though it says that it has ${has}`);
}
