import type { Prepared } from '../contracts/method.js';
import type { RunResult } from '../contracts/run.js';
import type { RunStore } from '../contracts/run-store.js';

/**
 * A run store that lives as long as the process: for tests, and for library calls that keep nothing. Results are
 * copied in and out, so that nothing done to them later reaches the store; the arrays of preparations are shared.
 */
export function memoryRunStore(): RunStore {
  const results = new Map<string, RunResult>();
  const preparations = new Map<string, Prepared>();
  const claimed = new Set<string>();
  return {
    async get(hash) {
      return structuredClone(results.get(hash));
    },
    async put(result) {
      if (!results.has(result.hash)) results.set(result.hash, structuredClone(result));
    },
    async replace(result) {
      // At the end, where a new result belongs.
      results.delete(result.hash);
      results.set(result.hash, structuredClone(result));
    },
    async list() {
      return structuredClone([...results.values()]);
    },
    async getPrepared(key) {
      return preparations.get(key);
    },
    async getPreparedMeta(key) {
      return structuredClone(preparations.get(key)?.meta);
    },
    async putPrepared(key, prepared) {
      if (!preparations.has(key)) preparations.set(key, prepared);
    },
    async replacePrepared(key, prepared) {
      preparations.set(key, prepared);
    },
    async claim(key) {
      if (claimed.has(key)) return undefined;
      claimed.add(key);
      let held = true;
      return {
        async release() {
          if (held) claimed.delete(key);
          held = false;
        },
      };
    },
    async close() {},
  };
}
