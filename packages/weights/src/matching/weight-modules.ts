import type { NamedTensor } from '../named-tensor.js';

/** What a file holds of one layer. */
export interface WeightModule {
  /** What the names of its arrays begin with. */
  readonly name: string;
  /** Its kernel or scale. */
  readonly main?: NamedTensor;
  readonly bias?: NamedTensor;
}

/** The arrays of a file, sorted out by their names. */
export interface SortedTensors {
  /** In the order of the file, or of their names where the file is sorted by name and so has no order of its own. */
  readonly modules: readonly WeightModule[];
  readonly areByName: boolean;
  /** Names of running statistics. */
  readonly statistics: readonly string[];
  /** Whose names do not say what they are. */
  readonly others: readonly NamedTensor[];
}

const NAME = /^(?:(.*)[./_])?(weight|kernel|scale|gamma|bias|beta)(?::\d+)?$/;
const STATISTIC = /(running_mean|running_var|num_batches_tracked|moving_mean|moving_variance)(:\d+)?$/;

/** Sorts out arrays by what PyTorch, Keras and ourselves call them: `conv1.weight`, `conv1/kernel:0`, `conv2d1.bias`. */
export function sortTensors(tensors: readonly NamedTensor[]): SortedTensors {
  const modules = new Map<string, { name: string; main?: NamedTensor; bias?: NamedTensor }>();
  const statistics: string[] = [];
  const others: NamedTensor[] = [];
  const named: string[] = [];
  for (const tensor of tensors) {
    if (STATISTIC.test(tensor.name)) {
      statistics.push(tensor.name);
      continue;
    }
    const [, name = '', part = ''] = NAME.exec(tensor.name) ?? [];
    const role = part === 'bias' || part === 'beta' ? 'bias' : 'main';
    const module = modules.get(name) ?? { name };
    // One called both weight and kernel: which is meant is not known.
    if (part === '' || module[role] !== undefined) {
      others.push(tensor);
      continue;
    }
    named.push(tensor.name);
    modules.set(name, { ...module, [role]: tensor });
  }
  const list = [...modules.values()];
  const areByName = list.length > 1 && named.every((name, i) => i === 0 || named[i - 1] < name);
  const ordered = areByName ? list.sort((a, b) => compareNames(a.name, b.name)) : list;
  return { modules: ordered, areByName, statistics, others };
}

/** Numbers inside of names count as such: `layer2` comes before `layer10`. */
export function compareNames(a: string, b: string): number {
  const [left, right] = [a, b].map((name) => name.match(/\d+|\D+/g) ?? []);
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [one, other] = [left[i], right[i]];
    if (one === other) continue;
    const difference = Number(one) - Number(other);
    if (difference !== 0 && !Number.isNaN(difference)) return difference;
    return one < other ? -1 : 1;
  }
  return left.length - right.length;
}
