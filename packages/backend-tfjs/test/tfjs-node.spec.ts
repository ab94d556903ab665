import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { TfjsBackend } from '@dof/backend-tfjs';

const suite = fileURLToPath(new URL('tfjs-node/suite.mjs', import.meta.url));

/** Runs the suite of the native engine as its package script does, in a process of its own. */
function runSuite(environment: NodeJS.ProcessEnv) {
  // Set by a test runner, the first would make the process report to that one instead.
  const foreign = ['NODE_TEST_CONTEXT', 'NODE_OPTIONS'];
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.includes(name)));
  return spawnSync(process.execPath, ['--test', '--test-reporter=tap', suite], {
    encoding: 'utf8',
    env: { ...inherited, ...environment },
  });
}

const { variant } = new TfjsBackend().describe();

describe('the suite of tfjs-node', () => {
  if (variant === 'tfjs-node') {
    it('passes', () => {
      const { status, stdout } = runSuite({});
      expect(stdout).not.toContain('# SKIP');
      expect(status).toBe(0);
    }, 300_000);
  } else {
    it('is shown as skipped, with the reason, since tfjs-node does not work here', () => {
      const { status, stdout } = runSuite({});
      expect(stdout).toMatch(/# SKIP TensorFlow\.js in WebAssembly .*@tensorflow\/tfjs-node/);
      expect(status).toBe(0);
    }, 300_000);

    it('fails where it must not be skipped', () => {
      const { status, stdout } = runSuite({ DOF_REQUIRE_TFJS_NODE: '1' });
      expect(stdout).not.toContain('# SKIP');
      expect(status).toBe(1);
    }, 300_000);
  }
});
