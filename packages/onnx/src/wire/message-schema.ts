/** How the value of a field is written; whole numbers and enumerations are varints. */
export type ScalarType = 'integer' | 'float' | 'double' | 'text' | 'bytes';

/** One field of a message. */
export interface FieldSchema {
  /** Its number in the `.proto`. */
  readonly id: number;
  readonly type: ScalarType | FieldSchemas;
  /** A list; numbers may be packed or not. */
  readonly repeated?: true;
}

/** Fields by name. */
export interface FieldSchemas {
  readonly [name: string]: FieldSchema;
}

/** The fields of a message that are read and written; those of a file that are not here are skipped. */
export type MessageSchema<Message extends object> = Readonly<Record<keyof Message, FieldSchema>>;

/** Absent lists are empty and absent scalars zero, as protobuf has it; absent messages are undefined. */
export function emptyMessage(schema: FieldSchemas): Record<string, unknown> {
  const empty: Readonly<Record<ScalarType, () => unknown>> = {
    integer: () => 0,
    float: () => 0,
    double: () => 0,
    text: () => '',
    bytes: () => new Uint8Array(),
  };
  const members = Object.entries(schema).map(([name, { type, repeated }]) => {
    if (repeated) return [name, []] as const;
    return [name, typeof type === 'string' ? empty[type]() : undefined] as const;
  });
  return Object.fromEntries(members);
}
