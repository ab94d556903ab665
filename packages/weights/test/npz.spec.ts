import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { isDofError } from '@dof/core';
import { parseNpz, parseSafetensors } from '@dof/weights';
import fc from 'fast-check';

const fixture = (name: string): Buffer => readFileSync(new URL(`fixtures/${name}`, import.meta.url));

describe('parseNpz', () => {
  it('reads what safetensors holds of the same network, and no values of whole numbers', async () => {
    const arrays = await parseNpz(fixture('network.npz'), 'network.npz');
    expect(arrays.map(({ name }) => name).slice(0, 3)).toEqual(['0.weight', '0.bias', '1.weight']);
    const named = new Map(arrays.map((array) => [array.name, array]));
    for (const tensor of parseSafetensors(fixture('network.safetensors'), 'network.safetensors')) {
      const { shape, values } = named.get(tensor.name) ?? {};
      expect({ shape, values }).toEqual({ shape: tensor.shape, values: tensor.values });
    }
    expect(named.get('1.num_batches_tracked')).toEqual({ name: '1.num_batches_tracked', shape: [], type: 'i8' });
  });

  it('says in one line what is wrong with a damaged file', async () => {
    const whole = fixture('network-nameless.npz');
    const changes = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(changes, fc.nat(whole.length), async (list, length) => {
        const bytes = Buffer.from(whole);
        for (const [at, byte] of list) bytes[at] = byte;
        for (const damaged of [bytes, whole.subarray(0, length)]) {
          try {
            await parseNpz(damaged, 'net.npz');
          } catch (error) {
            expect(isDofError(error) && error.code === 'DOF_WEIGHTS_FILE' && !error.message.includes('\n')).toBe(true);
          }
        }
      }),
    );
    await expect(parseNpz(whole.subarray(0, 100), 'net.npz')).rejects.toThrow('net.npz: no whole .npz file');
  });
});
