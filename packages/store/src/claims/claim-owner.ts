import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import process from 'node:process';
import { errorCode } from '@dof/core';

/** A process that claims work, as others see it. */
export interface ClaimOwner {
  readonly id: string;
  /** Where the process number means something. */
  readonly host: string;
  readonly pid: number;
  /** Tells the process from a later one of the same number; empty where the system does not say. */
  readonly started: string;
}

/** This process, under a name of its own for each store it opens. */
export function thisOwner(): ClaimOwner {
  return { id: randomUUID(), host: thisHost(), pid: process.pid, started: startOf(process.pid) };
}

/** True where the owner's process has certainly ended; false where that cannot be known from here. */
export function hasEnded({ host, pid, started }: ClaimOwner): boolean {
  if (host !== thisHost()) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM is a living process of somebody else.
    return errorCode(error) === 'ESRCH';
  }
  return started !== startOf(pid);
}

/** The machine and, on Linux, the container whose process numbers these are. */
function thisHost(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

/** Start time of a process on Linux, in clock ticks since boot: field 22 of its `stat`, the 20th after the name. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
