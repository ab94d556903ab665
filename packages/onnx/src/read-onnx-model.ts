import { errorMessage } from '@dof/core';
import { badFile } from './graph/onnx-error.js';
import { OnnxGraph } from './graph/onnx-graph.js';
import { decodeMessage } from './wire/decode-message.js';
import { modelSchema, type ModelMessage } from './wire/onnx-messages.js';

/** Operations changed before and after these; what is read here means the same in all of them. */
const OLDEST_OPSET = 11;
const NEWEST_OPSET = 20;

/** The graph of an ONNX file; throws DOF_MODEL_FILE for what is none. */
export function readOnnxModel(bytes: Uint8Array): OnnxGraph {
  const { graph, opsetImport } = decoded(bytes);
  const opset = opsetImport.find(({ domain }) => domain === '' || domain === 'ai.onnx')?.version;
  if (graph === undefined || opset === undefined) throw badFile('this is no ONNX file: it holds no graph');
  if (opset < OLDEST_OPSET || opset > NEWEST_OPSET) {
    throw badFile(
      `opset ${opset}: ${OLDEST_OPSET} to ${NEWEST_OPSET} can be read, so export it with opset_version=17, say`,
    );
  }
  return new OnnxGraph(graph, opset);
}

function decoded(bytes: Uint8Array): ModelMessage {
  try {
    return decodeMessage(modelSchema, bytes);
  } catch (error) {
    throw badFile(`this is no ONNX file, or a damaged one: ${errorMessage(error)}`);
  }
}
