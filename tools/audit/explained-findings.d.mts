export const EXPLAINED: ReadonlyMap<string, string>;
