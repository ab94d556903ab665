import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from '@jest/globals';
import { isDofError } from '@dof/core';
import { describeWithRedis, TestRedis } from '../../test/support/redis-server.js';
import { requireRedis } from './connect.js';
import { redisAddress } from './redis-address.js';

const TIMEOUT = 300_000;
const SECRET = 'open-sesame-12345';

let redis: TestRedis | undefined;
afterEach(async () => redis?.stop(), TIMEOUT);

async function refusal(url: string, environment: Record<string, string>): Promise<string> {
  try {
    await requireRedis(redisAddress(url, environment));
  } catch (error) {
    // Not even in what hangs on the error.
    expect(JSON.stringify(error) + String((error as Error).cause)).not.toContain('wrong-secret');
    if (isDofError(error)) return `${error.code} ${error.message}`;
    throw error;
  }
  return 'none';
}

describeWithRedis('requireRedis', () => {
  it(
    'lets in who has the password, and tells others what to set, without the one they tried',
    async () => {
      redis = await TestRedis.start({ password: SECRET });
      expect(await refusal(redis.url, { DOF_REDIS_PASSWORD: SECRET })).toBe('none');
      const wrong = await refusal(redis.url, { DOF_REDIS_PASSWORD: 'wrong-secret' });
      expect(wrong).toMatch(/^DOF_REDIS_DENIED .*DOF_REDIS_PASSWORD/);
      expect(wrong).not.toContain('wrong-secret');
      expect(await refusal(redis.url, {})).toMatch(/^DOF_REDIS_DENIED .*NOAUTH.*DOF_REDIS_PASSWORD/);
    },
    TIMEOUT,
  );

  it(
    'says where nobody answers',
    async () => {
      expect(await refusal('redis://127.0.0.1:1', {})).toMatch(
        /^DOF_REDIS_UNREACHABLE no Redis answers at redis:\/\/127\.0\.0\.1:1\/0 \(connect ECONNREFUSED/,
      );
    },
    TIMEOUT,
  );

  it(
    'speaks TLS, and takes only a certificate that it can check',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'dof-tls-'));
      const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
      const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'];
      const names = ['-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
      expect(spawnSync('openssl', [...request, ...names, '-keyout', key, '-out', certificate]).status).toBe(0);
      const plain = await TestRedis.start();
      await plain.stop();
      const tls = ['--tls-port', String(plain.port), '--tls-cert-file', certificate, '--tls-key-file', key];
      redis = await TestRedis.start({ more: [...tls, '--tls-auth-clients', 'no'] });
      const url = `rediss://localhost:${plain.port}`;
      expect(await refusal(url, { DOF_REDIS_CA: certificate })).toBe('none');
      expect(await refusal(url, {})).toMatch(/^DOF_REDIS_UNREACHABLE .*self-signed certificate/);
      expect(await refusal(url, { DOF_REDIS_CA: join(folder, 'none.pem') })).toMatch(
        /^DOF_REDIS_ADDRESS .*DOF_REDIS_CA/,
      );
      rmSync(folder, { recursive: true, force: true });
    },
    TIMEOUT,
  );
});
