import { DofError, type ErrorCode } from '@dof/core';
import type { OnnxNode } from './onnx-node.js';

const LONGEST_NAME = 100;

/** A name from a file, for messages: in quotes, on one line, not too long. */
export function quoted(name: string): string {
  return JSON.stringify(name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}...` : name);
}

/** A file that is no network, or a damaged one. */
export function badFile(problem: string): DofError {
  return new DofError('DOF_MODEL_FILE', problem);
}

/** What a node does has no layer here. */
export function unsupported(node: OnnxNode, problem: string): DofError {
  return nodeError('DOF_UNSUPPORTED_LAYER', node, problem);
}

/** What a node says does not fit what comes before it. */
export function misfit(node: OnnxNode, problem: string): DofError {
  return nodeError('DOF_MODEL_FILE', node, problem);
}

function nodeError(code: ErrorCode, { op, name, outputs }: OnnxNode, problem: string): DofError {
  const label = name === '' ? `that gives ${quoted(outputs[0] ?? '')}` : quoted(name);
  return new DofError(code, `node ${label} (${plainOperation(op)}): ${problem}`);
}

function plainOperation(op: string): string {
  return /^[A-Za-z0-9_]{1,60}$/.test(op) ? op : quoted(op);
}
