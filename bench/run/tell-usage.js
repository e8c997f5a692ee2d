/**
 * Preloaded into a process that is measured: when it ends it writes what it took to the file that USAGE_FILE names. JavaScript, for what reads
 * TypeScript would count as 15 MB of that process.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const file = process.env.USAGE_FILE;
if (file !== undefined)
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const usage = { cpuMs: (userCPUTime + systemCPUTime) / 1000, maxRssMb: (ownPeak() ?? maxRSS) / 1024 };
    writeFileSync(file, JSON.stringify({ ...usage, ms: performance.now() }));
  });

/** In KB. Linux counts into the usual figure what the process that started this one had at that moment. */
function ownPeak() {
  try {
    const [, kilobytes] = /^VmHWM:\s*(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes);
  } catch {
    return undefined;
  }
}
