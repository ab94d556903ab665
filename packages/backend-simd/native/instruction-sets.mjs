/**
 * The instruction sets that one addon holds, best first. Only their own kernels are compiled with their flags; the
 * addon picks among them by the processor's features when it is loaded.
 *
 * @param {string} architecture as in `process.arch`
 */
export function instructionSets(architecture) {
  const plain = { name: 'plain', lanes: 4, flags: [] };
  if (architecture !== 'x64') return [plain];
  const avx2 = ['-mavx2', '-mfma'];
  const avx512 = ['f', 'vl', 'dq', 'bw'].map((part) => `-mavx512${part}`);
  return [
    { name: 'avx512', lanes: 16, flags: [...avx2, ...avx512, '-mprefer-vector-width=512'] },
    { name: 'avx2', lanes: 8, flags: avx2 },
    plain,
  ];
}
