export type CompilerLookup =
  | { readonly command: string; readonly options: readonly string[]; readonly identity: string }
  | { readonly failure: string };
export declare function findCompiler(environment?: Readonly<Record<string, string | undefined>>): CompilerLookup;
