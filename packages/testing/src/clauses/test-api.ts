/**
 * What a contract kit needs from a test runner. It is passed in, so the kits run under any runner: jest (globals or
 * `@jest/globals`), vitest, mocha or node:test.
 */
export interface TestApi {
  readonly describe: (name: string, body: () => void) => unknown;
  readonly it: (name: string, body: () => Promise<void>, timeoutMilliseconds: number) => unknown;
}
