import { describe, expect, it } from '@jest/globals';
import { findNativeAddon } from '../engine/native-addon.js';
import { NativeMemory, type BufferPinning } from './native-memory.js';

/** Stands in for an addon whose buffers start 16 bytes after a cache line, one GiB apart. */
function pretended(): BufferPinning & { readonly released: ArrayBuffer[] } {
  let next = 2 ** 40 + 16;
  const released: ArrayBuffer[] = [];
  return { pin: () => (next += 2 ** 30), release: (buffer) => released.push(buffer), released };
}

describe('NativeMemory', () => {
  it('gives blocks that start at a cache line, and views of their parts', () => {
    const memory = new NativeMemory(pretended());
    const [first, second] = [memory.allocate(256, 'a', ''), memory.allocate(100, 'b', '')];
    expect([first % 64, second % 64]).toEqual([0, 0]);
    memory.floats(first, 64).fill(1);
    memory.bytes(second, 100).fill(7);
    expect(memory.words(first + 128, 32)).toEqual(new Uint32Array(32).fill(0x3f800000));
    expect(memory.floats(first + 252, 1)[0]).toBe(1);
    expect(memory.bytes(second + 99, 1)[0]).toBe(7);
  });

  it('refuses views that leave their block', () => {
    const memory = new NativeMemory(pretended());
    const block = memory.allocate(64, 'a', '');
    expect(() => memory.floats(block, 17)).toThrow(RangeError);
    expect(() => memory.bytes(block - 1, 1)).toThrow(RangeError);
    expect(() => memory.words(block + 64, 1)).toThrow(RangeError);
  });

  it('releases a block once, and holds no bytes of it any more', () => {
    const pinning = pretended();
    const memory = new NativeMemory(pinning);
    const [kept, freed] = [memory.allocate(640, 'a', ''), memory.allocate(6400, 'b', '')];
    memory.free(freed);
    expect(pinning.released.map(({ byteLength }) => byteLength)).toEqual([6464]);
    expect(memory.size).toBe(704);
    expect(() => memory.free(freed)).toThrow(RangeError);
    expect(() => memory.floats(freed, 1)).toThrow(RangeError);
    memory.free(kept);
    expect(memory.size).toBe(0);
  });

  it('names what does not fit', () => {
    expect(() => new NativeMemory(pretended()).allocate(2 ** 32 + 64, 'a matrix', 'use a smaller d')).toThrow(
      expect.objectContaining({
        code: 'DOF_ENGINE_MEMORY',
        message: expect.stringMatching(/^a matrix needs 4096 MiB, .*at most 4096 MiB.*: use a smaller d$/),
      }),
    );
  });

  const found = findNativeAddon();
  if ('missing' in found) return;

  it('gives memory back at once and accounts for it', () => {
    const memory = new NativeMemory(found.addon);
    const held = (): number => process.memoryUsage().arrayBuffers;
    const [bytes, before] = [2 ** 27, held()];
    for (let round = 0; round < 20; round++) {
      const block = memory.allocate(bytes, 'a block', '');
      const view = memory.floats(block, bytes / 4);
      view[bytes / 4 - 1] = 1;
      // Other buffers of the process come and go.
      expect(held() - before).toBeGreaterThan(0.9 * bytes);
      memory.free(block);
      expect(view.length).toBe(0);
      expect(held() - before).toBeLessThan(0.1 * bytes);
    }
  });
});
