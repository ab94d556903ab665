import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { errorCode, errorMessage } from '@dof/core';

/** The package of the native engine. */
export const TFJS_NODE = '@tensorflow/tfjs-node';

/** Says where a file of an installed package is, or throws. */
export interface InstalledAt {
  resolve(file: string): string;
}

/** Its install step fetches the library, the one thing here that is on no npm registry. */
const MIRROR = 'where storage.googleapis.com is out of reach, set TFJS_NODE_CDN_STORAGE to the address of a mirror';
const REBUILD = `npm rebuild ${TFJS_NODE}`;

/**
 * Why tfjs-node cannot be used, in words that follow "because", with what to do about it in brackets.
 *
 * @param error what loading it, or its first operation, threw.
 * @param installed where to look for the files of the package.
 */
export function tfjsNodeRefusal(
  error: unknown,
  installed: InstalledAt,
  platform: NodeJS.Platform = process.platform,
): string {
  const [message] = errorMessage(error).trim().split('\n');
  const missing = errorCode(error) === 'MODULE_NOT_FOUND';
  if (missing && message.includes(`'${TFJS_NODE}'`)) {
    return `${TFJS_NODE} is not installed (npm install ${TFJS_NODE}; ${MIRROR})`;
  }
  if (message.includes('tfjs_binding.node) can not be found')) return withoutBinding(installed);
  if (/libtensorflow.*(cannot open|no such file)|library not loaded.*libtensorflow/i.test(message)) {
    return withoutLibrary();
  }
  // The message is in the language of Windows, and names the binding, not the library that it needs.
  if (platform === 'win32' && errorCode(error) === 'ERR_DLOPEN_FAILED') {
    return (
      `${TFJS_NODE} does not find tensorflow.dll (copy it from deps\\lib of the package to where tfjs_binding.node is, ` +
      `in lib\\napi-v8; if it is there, install Microsoft's Visual C++ Redistributable)`
    );
  }
  return `${TFJS_NODE} does not work (${message})`;
}

/** Its install step makes the folder `deps`, fills it from the download, and builds the binding last. */
function withoutBinding(installed: InstalledAt): string {
  const folder = join(dirname(installed.resolve(`${TFJS_NODE}/package.json`)), 'deps');
  if (!existsSync(folder)) {
    return (
      `the install script of ${TFJS_NODE} has not run (${REBUILD} --ignore-scripts=false; where npm blocks install ` +
      `scripts, npm approve-scripts ${TFJS_NODE} first; ${MIRROR})`
    );
  }
  const library = join(folder, 'lib');
  const found = existsSync(library) && readdirSync(library).some((file) => file.includes('tensorflow'));
  if (!found) return withoutLibrary();
  return (
    `${TFJS_NODE} has its library but not its binding, tfjs_binding.node (${REBUILD} --build-addon-from-source, for ` +
    `which it needs Python and a C++ compiler)`
  );
}

function withoutLibrary(): string {
  return `${TFJS_NODE} lacks its native library, libtensorflow (${REBUILD}; ${MIRROR})`;
}
