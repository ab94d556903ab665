/** One promise of a contract, checked by throwing a ContractViolation that says how it is broken. */
export interface ContractClause<Subject> {
  readonly name: string;
  readonly check: (subject: Subject) => Promise<void>;
}
