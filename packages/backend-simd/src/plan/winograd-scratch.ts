import type { ArenaLayout } from './arena-layout.js';
import type { NetworkPlan } from './network-plan.js';
import type { WinogradTiles } from './winograd-tiles.js';

/** Memory that all Winograd convolutions of a network share, each for as long as one call takes; 0 without any. */
export interface PlacedWinograd {
  /** The planes of a chunk of tiles, or the kernel that is transformed. */
  readonly scratch: number;
  /** The pixels of one tile that reaches over the edge of an image. */
  readonly edge: number;
}

/** Planes do not follow each other at powers of two, which the first-level cache would map to the same lines. */
const STAGGER = 16;

/** Floats from one plane of a chunk's tiles to the next, for one of a convolution's tensors; 0 without tiles. */
export function planeFloats({ tensors }: NetworkPlan, tensor: number, winograd: WinogradTiles | undefined): number {
  if (winograd === undefined) return 0;
  return tensors[tensor].pixel * winograd.tilesAtOnce + STAGGER;
}

/** Takes as much as the convolution that needs most. */
export function placeWinograd(layout: ArenaLayout, network: NetworkPlan): PlacedWinograd {
  let [scratch, edge] = [0, 0];
  for (const { winograd, input, output } of network.ops) {
    if (winograd === undefined) continue;
    const pixels = [input, output].map((tensor) => network.tensors[tensor].pixel);
    const planes = [input, output].map((tensor) => planeFloats(network, tensor, winograd));
    const products = (winograd.tile + 2) ** 2;
    scratch = Math.max(scratch, products * (planes[0] + planes[1]), 9 * pixels[0] * pixels[1]);
    edge = Math.max(edge, products * Math.max(...pixels));
  }
  if (scratch === 0) return { scratch: 0, edge: 0 };
  return { scratch: layout.takeFloats(scratch), edge: layout.takeFloats(edge) };
}
