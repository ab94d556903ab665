/** Every member of a contract, optional ones included: leaving one out, or naming one too many, does not compile. */
export type ContractMembers<Contract> = {
  readonly [Member in keyof Contract]-?: NonNullable<Contract[Member]> extends (...given: never[]) => unknown
    ? 'function'
    : 'value';
};

/**
 * An implementation of a contract that does as another one does, but for some members. Optional members that the other
 * one lacks are absent here too. Whatever wraps a part of the pipeline is made by it, so that no member is lost on the
 * way.
 *
 * @param changes what stands in place of the other one's members; an `undefined` leaves the member out.
 */
export function forwarded<Contract extends object>(
  members: ContractMembers<Contract>,
  right: Contract,
  changes: Partial<Contract>,
): Contract {
  const names = Object.keys(members) as (keyof Contract & string)[];
  const entries = names.map((name): [string, unknown] => {
    if (name in changes) return [name, changes[name]];
    const member: unknown = right[name];
    return [name, typeof member === 'function' ? member.bind(right) : member];
  });
  return Object.fromEntries(entries.filter(([, member]) => member !== undefined)) as Contract;
}
