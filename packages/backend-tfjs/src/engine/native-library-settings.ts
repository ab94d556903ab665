import process from 'node:process';

/** Read by the native library of TensorFlow, once, when it is loaded. */
const SETTINGS = {
  // One run per core: the library would otherwise take every core for each run.
  TF_NUM_INTRAOP_THREADS: '1',
  TF_NUM_INTEROP_THREADS: '1',
  // Errors only. Otherwise it begins with lines about the processor, in the middle of whatever is on the screen.
  TF_CPP_MIN_LOG_LEVEL: '2',
};

/**
 * Sets what the native library reads from the environment and the user has not set. It must be called in the main thread,
 * before workers start: what a worker sets is seen by JavaScript only.
 */
export function nativeLibrarySettings(): void {
  for (const [name, value] of Object.entries(SETTINGS)) process.env[name] ??= value;
}
