/** One promise of a contract, checked by throwing an AssertionError that says how it is broken. */
export interface ContractClause<Subject> {
  readonly name: string;
  readonly check: (subject: Subject) => Promise<void>;
}
