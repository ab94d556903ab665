import { DofError, type ParameterSegment, type ReadWeights, type WeightsContext, type WeightsLayout } from '@dof/core';
import { arrangementOf } from '../layouts/weight-tensors.js';
import { badFile, type NamedTensor } from '../named-tensor.js';
import { matchLayers, tensorFor, type LayerMatching, type SoughtLayer } from './match-layers.js';
import { matchingNotices, misfitText } from './matching-text.js';
import { sortTensors, type SortedTensors } from './weight-modules.js';

/** A network and the arrays that it is to be made of. */
export type FitRequest = Omit<WeightsContext, 'bytes'>;

const OTHER: Readonly<Record<WeightsLayout, WeightsLayout>> = { ours: 'pytorch', pytorch: 'ours' };

/**
 * Takes the parameters of a network from named arrays: by name where a name is that of a layer, by shape and order
 * otherwise. Arrays without any names (`arr_0`, `arr_1`) are taken one by one, in the order of the network.
 *
 * @param tensors in the order of the file
 * @throws DofError DOF_WEIGHTS_MISFIT naming what does not fit, DOF_WEIGHTS_FILE for values that are not finite
 */
export function fitWeights(tensors: readonly NamedTensor[], request: FitRequest): ReadWeights {
  const sorted = sortTensors(tensors);
  const found = matched(tensors, sorted, request);
  if ('problem' in found) throw new DofError('DOF_WEIGHTS_MISFIT', `${found.problem}${hint(tensors, sorted, request)}`);
  const { layers, matching } = found;
  const w = new Float32Array(request.parameters.dimension);
  for (const { layer, module } of matching.matches) {
    layer.segments.forEach((segment, i) => {
      const tensor = tensorFor(segment, module);
      if (tensor !== undefined) fill(w, segment, layer.arrangements[i].index, tensor, request.file);
    });
  }
  const notices = matchingNotices(request.file, layers, matching, sorted);
  return { w, notices: [...notices, ...layoutNotice(tensors, sorted, request)] };
}

type Outcome =
  { readonly layers: readonly SoughtLayer[]; readonly matching: LayerMatching } | { readonly problem: string };

function matched(tensors: readonly NamedTensor[], sorted: SortedTensors, request: FitRequest): Outcome {
  const { file, model, except } = request;
  const layers = soughtLayers(request);
  const areNameless = sorted.modules.length === 0 && sorted.others.length > 0;
  const modules = areNameless ? inTheOrderOf(layers, tensors) : sorted.modules;
  const others = areNameless && modules.length > 0 ? [] : sorted.others;
  const matching = matchLayers(layers, { ...sorted, modules });
  // What is left may belong to the layers that are not taken.
  const isTooMuch = except.length === 0 && matching.left.length + others.length > 0;
  if (matching.missing.length === 0 && !isTooMuch) return { layers, matching };
  return { problem: misfitText(file, model.name, matching, others) };
}

function soughtLayers(request: FitRequest): readonly SoughtLayer[] {
  const arrange = arrangementOf(request);
  const byLayer = new Map<string, ParameterSegment[]>();
  for (const segment of request.parameters.segments) {
    byLayer.set(segment.layer, [...(byLayer.get(segment.layer) ?? []), segment]);
  }
  return [...byLayer].map(([name, segments]) => ({
    ...{ name, segments, arrangements: segments.map(arrange) },
    isExcepted: request.except.includes(name),
  }));
}

/** Nameless arrays as modules of the layers, where there is one for each segment; none otherwise. */
function inTheOrderOf(layers: readonly SoughtLayer[], tensors: readonly NamedTensor[]): SortedTensors['modules'] {
  const countOf = (list: readonly SoughtLayer[]): number => list.flatMap(({ segments }) => segments).length;
  const needed = layers.filter(({ isExcepted }) => !isExcepted);
  const fitting = [layers, needed].find((list) => countOf(list) === tensors.length) ?? [];
  const queue = [...tensors];
  return fitting.map(({ name, segments }) => {
    const parts = segments.map(({ kind }) => [kind === 'bias' ? 'bias' : 'main', queue.shift()] as const);
    return { name, ...Object.fromEntries(parts) };
  });
}

/** Square kernels fit either layout, and read in the wrong one they would train all the same. */
function layoutNotice(tensors: readonly NamedTensor[], sorted: SortedTensors, request: FitRequest): readonly string[] {
  if (request.layout !== 'ours' || !('layers' in request.model)) return [];
  if ('problem' in matched(tensors, sorted, { ...request, layout: 'pytorch' })) return [];
  return [
    `What was taken from ${request.file} fits PyTorch's layout as well, and was read in ours: if the file is from PyTorch, ` +
      'add layout: pytorch to the start.',
  ];
}

/** A hint at the other layout, where that fits or fits more layers; otherwise at the layers to name with `except`. */
function hint(tensors: readonly NamedTensor[], sorted: SortedTensors, request: FitRequest): string {
  const here = missingIn(sorted, request);
  const other = { ...request, layout: OTHER[request.layout] };
  if ('layers' in request.model) {
    const there = missingIn(sorted, other);
    const fits = !('problem' in matched(tensors, sorted, other));
    if (fits || there.length < here.length) {
      const shapes = fits ? 'the shapes fit' : 'more of the shapes fit';
      return other.layout === 'pytorch'
        ? `; ${shapes} PyTorch's layout: add layout: pytorch to the start`
        : `; ${shapes} our layout: leave layout: pytorch out`;
    }
  }
  const isMost = here.length === soughtLayers(request).length;
  if (here.length === 0 || isMost) return '';
  return `; to begin there at the initialisation, say except: [${here.join(', ')}]`;
}

/** Layers that nothing fits. */
function missingIn(sorted: SortedTensors, request: FitRequest): readonly string[] {
  return matchLayers(soughtLayers(request), sorted).missing.map(({ name }) => name);
}

function fill(
  w: Float32Array,
  { offset, length }: ParameterSegment,
  index: (i: number) => number,
  { name, type, values }: NamedTensor,
  file: string,
): void {
  if (values === undefined) throw badFile(file, `"${name}" holds ${type}, which are no weights`);
  for (let i = 0; i < length; i++) {
    const value = Math.fround(values[index(i)]);
    if (!Number.isFinite(value))
      throw badFile(file, `"${name}" holds ${values[index(i)]}, where weights are finite in float32`);
    w[offset + i] = value;
  }
}
