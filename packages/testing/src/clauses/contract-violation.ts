/** A promise of a contract that was not kept; the message says which value broke it. */
export class ContractViolation extends Error {
  override readonly name = 'ContractViolation';
}
