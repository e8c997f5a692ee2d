/** The rank flip of the README comes out of the tool, as it stands there. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { describeWith } from '../importers/shared-data.ts';

const ROOT = resolve(import.meta.dirname, '../..');

describeWith('zeroeval', 'the rank flip of the README', () => {
  test('is what bench:flip prints', () => {
    const printed = execFileSync(process.execPath, [resolve(ROOT, 'bench/flip.ts')], { encoding: 'utf8' });
    const readme = readFileSync(resolve(ROOT, 'README.md'), 'utf8');
    const rows = printed.split('\n').filter((line) => line.startsWith('|'));
    expect(rows).toHaveLength(4);
    for (const row of rows) expect(readme).toContain(row);
    const [, low, high] = /here \(95 % interval ([\d.]+) to ([\d.]+)\)/.exec(printed)!;
    expect(readme).toContain(`95 % interval ${low} to ${high}`);
    expect(printed).toContain('Of 91 pairs within 2 points in the table 1 is 20 points or more apart');
  });
});
