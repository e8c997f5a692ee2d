/** Who this process is, and whether another one of this machine still lives. */
import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import type { RunProcess } from '../core/calls.ts';
import type { Processes } from '../core/context.ts';

export const systemProcesses: Processes = {
  self: () => ({ id: randomUUID(), host: thisHost(), pid: process.pid, began: beganAt(process.pid) ?? '' }),
  lives({ host, pid, began }: RunProcess): boolean | undefined {
    if (host !== thisHost()) return undefined;
    try {
      process.kill(pid, 0);
    } catch (error) {
      // EPERM: it lives, and belongs to somebody else.
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    }
    const now = beganAt(pid);
    if (now === undefined || began === '') return undefined;
    // Else the pid was given to another program meanwhile.
    return now === began;
  },
};

/** Machine, boot and, for containers that share them, the space of pids. */
function thisHost(): string {
  const boot = textOf(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
  const pids = textOf(() => readlinkSync('/proc/self/ns/pid'));
  return [hostname(), boot, pids].join(' ');
}

/** The 22nd field of /proc/PID/stat: its start in ticks since boot. Undefined where there is no such file. */
function beganAt(pid: number): string | undefined {
  const stat = textOf(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  // The name, in parentheses, may hold anything.
  return stat === '' ? undefined : stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}

function textOf(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
