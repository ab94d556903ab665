const MARKED = /^DOF_EXPORT\((\w+)\)\s*([^;{]*?)\s*\{/gm;

/**
 * The header that kernel-table.cpp includes: declarations of all functions marked DOF_EXPORT, and their list.
 *
 * @param {string[]} sources contents of kernels/*.cpp
 */
export function exportedKernelsHeader(sources) {
  const functions = sources.flatMap((source) => [...source.matchAll(MARKED)]);
  const marks = sources.join('\n').match(/^DOF_EXPORT\(/gm)?.length ?? 0;
  if (functions.length !== marks) {
    throw new Error(`${marks} functions are marked DOF_EXPORT, but ${functions.length} definitions follow a mark`);
  }
  return [
    '#pragma once',
    '#include <stdint.h>',
    'namespace dof {',
    ...functions.map(([, , signature]) => `${signature.replaceAll(/\s+/g, ' ')};`),
    '}',
    `#define DOF_EXPORTED_KERNELS(X) ${functions.map(([, name]) => `X(${name})`).join(' ')}`,
    '',
  ].join('\n');
}
