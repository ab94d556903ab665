import type { NamedTensor } from '../named-tensor.js';
import { shapeText } from '../named-tensor.js';
import { shapesOf, shapesSought, type LayerMatching, type SoughtLayer } from './match-layers.js';
import type { SortedTensors } from './weight-modules.js';

/** Names that are listed before the rest is counted. */
const LISTED = 40;
const LISTED_IN_ERRORS = 6;

/** What was taken for what, a sentence each. */
export function matchingNotices(
  file: string,
  layers: readonly SoughtLayer[],
  { matches, left }: LayerMatching,
  { statistics, areByName, others }: SortedTensors,
): readonly string[] {
  const named = matches.filter(({ isByName }) => isByName).map(({ layer }) => layer.name);
  const ordered = matches.filter(({ isByName }) => !isByName);
  const pairs = ordered.map(({ layer, module }) => `${layer.name} from ${module.name}`);
  const parts = [
    ...(named.length === 0 ? [] : [`by name for ${listed(named)}`]),
    ...(pairs.length === 0 ? [] : [`by order and shape: ${listed(pairs)}`]),
  ];
  const excepted = layers.filter(({ isExcepted }) => isExcepted).map(({ name }) => name);
  const rest = [...left.map((module) => `${module.name} (${shapesOf(module)})`), ...others.map(({ name }) => name)];
  const alike = areByName ? unlikeNames(ordered) : [];
  return [
    ...(parts.length === 0 ? [] : [`The weights of ${file} were taken ${parts.join(', and ')}.`]),
    ...(alike.length === 0
      ? []
      : [`${file} is sorted by name, so layers of the same shape were taken in that order: ${listed(alike)}.`]),
    ...(excepted.length === 0 ? [] : [`Not from ${file}, but at the initialisation: ${listed(excepted)}.`]),
    ...(rest.length === 0 ? [] : [`Left in ${file}: ${listed(rest)}.`]),
    ...(statistics.length === 0
      ? []
      : [`The running statistics in ${file} are not used: networks here normalise with those of each batch.`]),
  ];
}

/** What does not fit. */
export function misfitText(
  file: string,
  network: string,
  { missing, left }: LayerMatching,
  others: readonly NamedTensor[],
): string {
  const modules = left.map((module) => `${module.name} (${shapesOf(module)})`);
  const rest = [...modules, ...others.map(({ name, shape }) => `${name} (${shapeText(shape)})`)];
  const remains = rest.length === 0 ? '' : `left in the file: ${listed(rest, LISTED_IN_ERRORS)}`;
  if (missing.length === 0) return `${file} holds more than ${network} has: ${remains}`;
  const wanted = missing.map((layer) => `${layer.name} (${shapesSought(layer)})`);
  const nothing = `nothing in ${file} fits ${listed(wanted, LISTED_IN_ERRORS)} of ${network}`;
  return rest.length === 0 ? `${nothing}; nothing else is in it` : `${nothing}; ${remains}`;
}

/** Layers of equal shapes whose names differ in more than numbers: their order says little. */
function unlikeNames(ordered: LayerMatching['matches']): readonly string[] {
  const byShape = new Map<string, Set<string>>();
  const pattern = (name: string): string => name.replace(/\d+/g, '#');
  for (const { layer, module } of ordered) {
    const shapes = shapesSought(layer);
    byShape.set(shapes, (byShape.get(shapes) ?? new Set()).add(pattern(module.name)));
  }
  return ordered
    .filter(({ layer }) => (byShape.get(shapesSought(layer))?.size ?? 0) > 1)
    .map(({ layer, module }) => `${layer.name} from ${module.name}`);
}

function listed(names: readonly string[], most = LISTED): string {
  const more = names.length - most;
  return more > 0 ? `${names.slice(0, most).join(', ')} and ${more} more` : names.join(', ');
}
