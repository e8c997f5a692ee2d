/** Preloaded into a process that is measured: when it ends it writes what it took to the file that USAGE_FILE names. */
import { writeFileSync } from 'node:fs';

const file = process.env.USAGE_FILE;
if (file !== undefined)
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const usage = { cpuMs: (userCPUTime + systemCPUTime) / 1000, maxRssMb: maxRSS / 1024 };
    writeFileSync(file, JSON.stringify({ ...usage, ms: performance.now() }));
  });
