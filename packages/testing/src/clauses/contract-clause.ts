/** Only the slowest engines, and machines that others use too, need it. */
const TIMEOUT_MILLISECONDS = 120_000;

/** One promise of a contract, checked by throwing a {@link ContractViolation} that says how it is broken. */
export interface ContractClause<Subject> {
  readonly name: string;
  readonly check: (subject: Subject) => Promise<void>;
}

/** A promise of a contract that was not kept; the message says which value broke it. */
export class ContractViolation extends Error {
  override readonly name = 'ContractViolation';
}

/**
 * What a contract kit needs from a test runner. It is passed in, so the kits run under any runner: jest (globals or
 * `@jest/globals`), vitest, mocha or node:test.
 */
export interface TestApi {
  readonly describe: (name: string, body: () => void) => unknown;
  readonly it: (name: string, body: () => Promise<void>, timeoutMilliseconds: number) => unknown;
}

/** Registers one test per clause. */
export function registerClauses<Subject>(
  title: string,
  clauses: readonly ContractClause<Subject>[],
  subject: Subject,
  { describe, it }: TestApi,
): void {
  describe(title, () => {
    for (const clause of clauses) it(clause.name, () => clause.check(subject), TIMEOUT_MILLISECONDS);
  });
}
