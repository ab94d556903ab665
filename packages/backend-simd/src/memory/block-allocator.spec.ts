import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BlockAllocator } from './block-allocator.js';

describe('BlockAllocator', () => {
  it('never hands out overlapping blocks, and holds no more than what is in use at the busiest time needs', () => {
    const steps = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 5000 }), fc.nat()), { maxLength: 60 });
    fc.assert(
      fc.property(steps, (sequence) => {
        let reached = 0;
        const allocator = new BlockAllocator(100, (end) => (reached = Math.max(reached, end)));
        const live: { start: number; bytes: number }[] = [];
        for (const [release, bytes, pick] of sequence) {
          if (release && live.length > 0) {
            const [{ start }] = live.splice(pick % live.length, 1);
            allocator.free(start);
          } else {
            live.push({ start: allocator.allocate(bytes), bytes });
          }
          const sorted = [...live].sort((a, b) => a.start - b.start);
          sorted.forEach(({ start, bytes }, i) => {
            expect(start % 64).toBe(0);
            expect(start + bytes).toBeLessThanOrEqual(sorted[i + 1]?.start ?? reached);
          });
        }
        live.forEach(({ start }) => allocator.free(start));
        expect(allocator.used).toBe(0);
        // Everything merged again: one block of all the memory fits without reaching further.
        if (reached > 0) allocator.allocate(reached - 128);
        expect(allocator.end).toBe(Math.max(reached, 128));
      }),
    );
  });

  it('prefers the smallest free block that fits', () => {
    const allocator = new BlockAllocator(0, () => undefined);
    const [large, , small] = [640, 64, 128, 64].map((bytes) => allocator.allocate(bytes));
    allocator.free(large);
    allocator.free(small);
    expect(allocator.allocate(100)).toBe(small);
    expect(allocator.allocate(100)).toBe(large);
  });

  it('grows a free block at the end instead of starting after it', () => {
    const allocator = new BlockAllocator(0, () => undefined);
    const block = allocator.allocate(640);
    allocator.free(block);
    expect(allocator.allocate(1280)).toBe(block);
    expect(allocator.end).toBe(1280);
  });

  it('stays as it was when the memory cannot grow', () => {
    const allocator = new BlockAllocator(0, (end) => {
      if (end > 1024) throw new RangeError('full');
    });
    const block = allocator.allocate(512);
    expect(() => allocator.allocate(1024)).toThrow('full');
    expect(allocator.used).toBe(512);
    expect(allocator.allocate(512)).toBe(512);
    allocator.free(block);
    expect(() => allocator.free(block)).toThrow(RangeError);
  });
});
