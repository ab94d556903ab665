import { spawn } from 'node:child_process';

const OPENERS: Partial<Record<NodeJS.Platform, string>> = { darwin: 'open', win32: 'explorer' };

/** Opens a file in the program that the desktop has for it; resolves to false where there is none. */
export function openFile(path: string, platform: NodeJS.Platform): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(OPENERS[platform] ?? 'xdg-open', [path], { detached: true, stdio: 'ignore' });
    child.on('error', () => resolve(false));
    child.on('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}
