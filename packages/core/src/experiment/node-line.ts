import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Document,
  type LineCounter,
  type Pair,
  type YAMLMap,
} from 'yaml';

/** Where a path, or as much of it as there is, stands in a document: how many of its keys, and the last one's line. */
export function nodeLine(
  document: Document,
  lines: LineCounter,
  path: readonly PropertyKey[],
): { readonly depth: number; readonly line: number } | undefined {
  let node: unknown = document.contents;
  let place: unknown = node;
  let depth = 0;
  for (; depth < path.length; depth++) {
    const container = resolved(node, document);
    if (isMap(container)) {
      const pair = pairOf(container, String(path[depth]), document);
      if (pair === undefined) break;
      [place, node] = [pair.key, pair.value];
    } else if (isSeq(container)) {
      const item = container.items[Number(path[depth])];
      if (item === undefined) break;
      [place, node] = [item, item];
    } else break;
  }
  if (!isNode(place) || !place.range) return undefined;
  return { depth, line: lines.linePos(place.range[0]).line };
}

/** The pair of a key: the map's own, or else that of the maps merged into it. */
function pairOf(map: YAMLMap, key: string, document: Document): Pair | undefined {
  const own = map.items.find((pair) => keyOf(pair) === key);
  if (own !== undefined) return own;
  for (const { value } of map.items.filter((pair) => keyOf(pair) === '<<')) {
    const merged = resolved(value, document);
    for (const source of isSeq(merged) ? merged.items : [merged]) {
      const base = resolved(source, document);
      const found = isMap(base) && base !== map ? pairOf(base, key, document) : undefined;
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function keyOf({ key }: Pair): string | undefined {
  return isScalar(key) ? (key.source ?? String(key.value)) : undefined;
}

function resolved(node: unknown, document: Document): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}
