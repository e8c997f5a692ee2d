/** A disk that is full at any write: a clear word, nothing half-written, and it goes on once there is room. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inspectStore } from '../../src/store/inspect.ts';
import { answer, startLoopback } from '../fixtures/loopback-provider.ts';
import { ended, freshProject, jsonl, type Project } from '../fixtures/project.ts';

/** Of how much room each command is given in turn, in pages of 4 KB. */
const ROOM = process.env.FIELDTEST_DISK_ROOM?.split(',').map(Number) ?? [0, 12];
const PAGE = 4096;
const SIZE = 3 << 20;

/** A small disk of its own needs the rights of root, and a kernel that gives them. */
const canMount = (() => {
  const dir = mkdtempSync(join(tmpdir(), 'fieldtest-mount-'));
  try {
    mount(dir);
    execFileSync('umount', [dir], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  } finally {
    rmdirSync(dir);
  }
})();

function mount(dir: string): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE},mode=700`, 'tmpfs', dir], { stdio: 'ignore' });
}

/** A project whose data lies on a small disk. */
async function onSmallDisk(
  files: { readonly [file: string]: string },
  work: (project: Project, disk: { fill(leavePages: number): void; free(): void }) => Promise<void>,
): Promise<void> {
  await using project = await freshProject(files);
  const dir = join(project.dir, '.fieldtest');
  const ballast = join(dir, 'ballast');
  mkdirSync(dir, { mode: 0o700 });
  mount(dir);
  try {
    await work(project, {
      fill(leavePages) {
        const { bavail, bsize } = statfsSync(dir);
        writeFileSync(ballast, Buffer.alloc(Math.max(bavail * bsize - leavePages * PAGE, 0), 1));
      },
      free: () => rmSync(ballast, { force: true }),
    });
  } finally {
    execFileSync('umount', ['-l', dir], { stdio: 'ignore' });
  }
}

const config = (url: string) =>
  `task: t\ncandidates:\n  - { name: m, model: "openai-compatible:m", baseUrl: "${url}/v1" }\n`;
const LONG = ' and so on'.repeat(150);
const RECORDS = jsonl(
  Array.from({ length: 60 }, (_, i) => ({ input: `question ${i}${LONG}`, output: `old ${i}` })),
);
const FULL =
  /^error: .*fieldtest\.db (failed|cannot be opened): (database or disk is full|disk I\/O error)\n +(Make room|Check the disk).*\n$/;

test.skipIf(!canMount)(
  'import, pick and ratings import on a full disk store all or nothing, and go on',
  {
    timeout: 300_000,
  },
  async () => {
    await using provider = await startLoopback(answer(`fine${LONG}`));
    for (const room of ROOM) {
      await onSmallDisk(
        { 'fieldtest.yaml': config(provider.url), 'log.jsonl': RECORDS },
        async (project, disk) => {
          await project.run('status');
          const steps: readonly (readonly string[])[] = [
            ['import', 'log.jsonl'],
            ['pick', '--count', '20', '--holdout', '0'],
            ['ratings', 'import', 'ratings.jsonl'],
          ];
          for (const step of steps) {
            if (step[0] === 'ratings') {
              await project.run('run');
              const { stdout } = await project.run('outputs', 'export');
              const rows = stdout
                .trim()
                .split('\n')
                .map((line) => JSON.parse(line) as { example: string });
              await project.write(
                'ratings.jsonl',
                jsonl(
                  rows.map(({ example }) => ({
                    example,
                    candidate: 'm',
                    rater: 'ann',
                    rating: 3,
                    note: LONG,
                  })),
                ),
              );
            }
            const before = await project.json('status');
            disk.fill(room);
            const full = await project.run(...step);
            disk.free();
            if (full.code !== 0) {
              expect(full.stderr, `${step.join(' ')} with ${room} pages`).toMatch(FULL);
              expect({ ...(await project.json('status')), because: '' }).toEqual({ ...before, because: '' });
            }
            expect(await project.run(...step), step.join(' ')).toMatchObject({ code: 0 });
          }
          expect(await project.json('status')).toMatchObject({
            records: 60,
            examples: 20,
            ratings: { done: 20 },
          });
          expect((await inspectStore(join(project.dir, '.fieldtest', 'fieldtest.db'))).damage).toEqual([]);
        },
      );
    }
  },
);

test.skipIf(!canMount)(
  'a run on a full disk waits with the answers that it has, and loses none once there is room',
  {
    timeout: 300_000,
  },
  async () => {
    const COUNT = 40;
    await using provider = await startLoopback((request) => {
      const question = /question \d+/.exec(request.body)![0];
      return {
        ...(answer(`${question}${LONG}`) as (r: typeof request) => object)(request),
        delayMs: 20,
      };
    });
    const set = jsonl(Array.from({ length: COUNT }, (_, i) => ({ input: `question ${i}` })));
    for (const room of ROOM) {
      await onSmallDisk(
        { 'fieldtest.yaml': config(provider.url), 'set.jsonl': set },
        async (project, disk) => {
          await project.run('examples', 'import', 'set.jsonl');
          const before = provider.requests.length;
          const child = project.start('run', '--concurrency', '4');
          const end = ended(child);
          while (provider.requests.length === before) await delay(2);
          disk.fill(room);
          let said = '';
          child.stderr!.on('data', (text: string) => (said += text));
          while (!said.includes('cannot be used for now') && child.exitCode === null) await delay(20);
          await delay(300);
          disk.free();
          const { code, stderr } = await end;
          expect(stderr).toMatch(/warning: the store cannot be used for now, .*full\. Make room on the disk/);
          expect(stderr).toContain('the work goes on');
          expect(code).toBe(0);
          expect(provider.requests.length - before).toBe(COUNT);
          expect(await project.json('status')).toMatchObject({
            candidates: [{ outputs: COUNT, missingOutputs: 0 }],
          });
          expect((await inspectStore(join(project.dir, '.fieldtest', 'fieldtest.db'))).damage).toEqual([]);
        },
      );
    }
  },
);
