/** What zod says of an issue, in any of its forms; other validators give the message and the path. */
export interface ValidatorIssue {
  readonly message: string;
  readonly path: readonly PropertyKey[];
  readonly code?: string | undefined;
  readonly expected?: string | undefined;
  readonly format?: string | undefined;
  readonly origin?: string | undefined;
  readonly minimum?: number | bigint | undefined;
  readonly maximum?: number | bigint | undefined;
  readonly inclusive?: boolean | undefined;
  readonly exact?: boolean | undefined;
  readonly divisor?: number | undefined;
  readonly pattern?: string | undefined;
  readonly values?: readonly unknown[] | undefined;
  readonly keys?: readonly string[] | undefined;
  readonly key?: PropertyKey | undefined;
  readonly discriminator?: string | undefined;
  readonly options?: readonly unknown[] | undefined;
  readonly errors?: readonly (readonly ValidatorIssue[])[] | undefined;
  readonly issues?: readonly ValidatorIssue[] | undefined;
}
