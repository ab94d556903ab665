import type { OnnxNode } from './onnx-node.js';

/** A whole number; the default where the node has none. */
export function integerAttribute(node: OnnxNode, name: string, byDefault: number): number {
  return node.attributes.get(name)?.i ?? byDefault;
}

export function floatAttribute(node: OnnxNode, name: string, byDefault: number): number {
  return node.attributes.get(name)?.f ?? byDefault;
}

export function integersAttribute(node: OnnxNode, name: string): readonly number[] | undefined {
  return node.attributes.get(name)?.ints;
}

export function textAttribute(node: OnnxNode, name: string, byDefault: string): string {
  const bytes = node.attributes.get(name)?.s;
  return bytes === undefined ? byDefault : new TextDecoder().decode(bytes);
}

/** The number that somebody wrote before it became a float32: 0.2 for 0.20000000298. */
export function writtenNumber(value: number): number {
  return Number(Math.fround(value).toPrecision(7));
}
