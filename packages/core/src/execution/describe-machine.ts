import { arch, cpus, platform } from 'node:os';
import process from 'node:process';
import type { MachineDescription } from '../contracts/run.js';

/** The machine this process runs on. */
export function describeMachine(): MachineDescription {
  const processors = cpus();
  return {
    cpu: processors.at(0)?.model.trim() || 'unknown',
    cores: processors.length,
    platform: `${platform()}-${arch()}`,
    node: process.versions.node,
  };
}
