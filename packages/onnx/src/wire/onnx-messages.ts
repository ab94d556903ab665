import type { MessageSchema } from './message-schema.js';

/**
 * The messages of ONNX that networks are read from, by the names and numbers of onnx.proto (IR version 9). Left out are
 * graphs inside attributes, as loops and branches have them, sparse tensors, functions and training information.
 */
export interface TensorMessage {
  readonly dims: readonly number[];
  /** Of TensorProto.DataType. */
  readonly dataType: number;
  readonly floatData: readonly number[];
  readonly int32Data: readonly number[];
  readonly int64Data: readonly number[];
  readonly name: string;
  readonly rawData: Uint8Array;
  readonly doubleData: readonly number[];
  /** 1: in another file. */
  readonly dataLocation: number;
}

export interface AttributeMessage {
  readonly name: string;
  readonly f: number;
  readonly i: number;
  readonly s: Uint8Array;
  readonly t: TensorMessage | undefined;
  readonly floats: readonly number[];
  readonly ints: readonly number[];
  /** Of AttributeProto.AttributeType. */
  readonly type: number;
}

export interface NodeMessage {
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly name: string;
  readonly opType: string;
  readonly attribute: readonly AttributeMessage[];
  readonly domain: string;
}

interface DimensionMessage {
  /** 0 where a name stands for the size. */
  readonly dimValue: number;
  readonly dimParam: string;
}

interface ShapeMessage {
  readonly dim: readonly DimensionMessage[];
}

interface TensorTypeMessage {
  readonly elemType: number;
  readonly shape: ShapeMessage | undefined;
}

interface TypeMessage {
  readonly tensorType: TensorTypeMessage | undefined;
}

export interface ValueMessage {
  readonly name: string;
  readonly type: TypeMessage | undefined;
}

export interface GraphMessage {
  readonly node: readonly NodeMessage[];
  readonly name: string;
  readonly initializer: readonly TensorMessage[];
  readonly input: readonly ValueMessage[];
  readonly output: readonly ValueMessage[];
}

interface OperatorSetMessage {
  readonly domain: string;
  readonly version: number;
}

export interface ModelMessage {
  readonly irVersion: number;
  readonly producerName: string;
  readonly producerVersion: string;
  readonly graph: GraphMessage | undefined;
  readonly opsetImport: readonly OperatorSetMessage[];
}

const tensor: MessageSchema<TensorMessage> = {
  dims: { id: 1, type: 'integer', repeated: true },
  dataType: { id: 2, type: 'integer' },
  floatData: { id: 4, type: 'float', repeated: true },
  int32Data: { id: 5, type: 'integer', repeated: true },
  int64Data: { id: 7, type: 'integer', repeated: true },
  name: { id: 8, type: 'text' },
  rawData: { id: 9, type: 'bytes' },
  doubleData: { id: 10, type: 'double', repeated: true },
  dataLocation: { id: 14, type: 'integer' },
};

const attribute: MessageSchema<AttributeMessage> = {
  name: { id: 1, type: 'text' },
  f: { id: 2, type: 'float' },
  i: { id: 3, type: 'integer' },
  s: { id: 4, type: 'bytes' },
  t: { id: 5, type: tensor },
  floats: { id: 7, type: 'float', repeated: true },
  ints: { id: 8, type: 'integer', repeated: true },
  type: { id: 20, type: 'integer' },
};

const node: MessageSchema<NodeMessage> = {
  input: { id: 1, type: 'text', repeated: true },
  output: { id: 2, type: 'text', repeated: true },
  name: { id: 3, type: 'text' },
  opType: { id: 4, type: 'text' },
  attribute: { id: 5, type: attribute, repeated: true },
  domain: { id: 7, type: 'text' },
};

const dimension: MessageSchema<DimensionMessage> = {
  dimValue: { id: 1, type: 'integer' },
  dimParam: { id: 2, type: 'text' },
};
const shape: MessageSchema<ShapeMessage> = { dim: { id: 1, type: dimension, repeated: true } };
const tensorType: MessageSchema<TensorTypeMessage> = {
  elemType: { id: 1, type: 'integer' },
  shape: { id: 2, type: shape },
};
const type: MessageSchema<TypeMessage> = { tensorType: { id: 1, type: tensorType } };
const value: MessageSchema<ValueMessage> = { name: { id: 1, type: 'text' }, type: { id: 2, type } };

const graph: MessageSchema<GraphMessage> = {
  node: { id: 1, type: node, repeated: true },
  name: { id: 2, type: 'text' },
  initializer: { id: 5, type: tensor, repeated: true },
  input: { id: 11, type: value, repeated: true },
  output: { id: 12, type: value, repeated: true },
};

const operatorSet: MessageSchema<OperatorSetMessage> = {
  domain: { id: 1, type: 'text' },
  version: { id: 2, type: 'integer' },
};

/** A whole file. */
export const modelSchema: MessageSchema<ModelMessage> = {
  irVersion: { id: 1, type: 'integer' },
  producerName: { id: 2, type: 'text' },
  producerVersion: { id: 3, type: 'text' },
  graph: { id: 7, type: graph },
  opsetImport: { id: 8, type: operatorSet, repeated: true },
};

/** TensorProto.DataType, as far as networks here have them. */
export const DATA_TYPE = { float: 1, int32: 6, int64: 7, bool: 9, float16: 10, double: 11, bfloat16: 16 } as const;
