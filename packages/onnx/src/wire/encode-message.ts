import protobuf from 'protobufjs/minimal.js';
import type { FieldSchemas, MessageSchema, ScalarType } from './message-schema.js';

type Writer = protobuf.Writer;

const WIRE_TYPES: Readonly<Record<ScalarType, number>> = { integer: 0, double: 1, text: 2, bytes: 2, float: 5 };

const write: Readonly<Record<ScalarType, (writer: Writer, value: never) => void>> = {
  integer: (writer, value: number) => writer.int64(value),
  float: (writer, value: number) => writer.float(value),
  double: (writer, value: number) => writer.double(value),
  text: (writer, value: string) => writer.string(value),
  bytes: (writer, value: Uint8Array) => writer.bytes(value),
};

/** A message to be written: what is left out is not written. */
export type Written<Message> = Message extends Uint8Array
  ? Message
  : Message extends readonly (infer Element)[]
    ? readonly Written<Element>[]
    : Message extends object
      ? { readonly [Name in keyof Message]?: Written<Message[Name]> }
      : Message;

/** Writes one message, lists entry by entry. */
export function encodeMessage<Message extends object>(
  schema: MessageSchema<Message>,
  message: Written<Message>,
): Uint8Array {
  const writer = protobuf.Writer.create();
  encode(schema, message, writer);
  return writer.finish();
}

function encode(schema: FieldSchemas, message: object, writer: Writer): void {
  const members = message as Readonly<Record<string, unknown>>;
  for (const [name, { id, type, repeated }] of Object.entries(schema)) {
    const value = members[name];
    if (value === undefined) continue;
    for (const one of repeated ? (value as readonly unknown[]) : [value]) {
      if (typeof type === 'string') {
        writer.uint32(((id << 3) | WIRE_TYPES[type]) >>> 0);
        write[type](writer, one as never);
      } else {
        encode(type, one as object, writer.uint32(((id << 3) | 2) >>> 0).fork());
        writer.ldelim();
      }
    }
  }
}
