/** A server that cannot do its work says so where its user looks. */
import { expect, test } from 'vitest';
import { createApp } from '../../src/server/app.ts';

test('the page hears that the terminal says why, and the terminal does', async () => {
  const said: unknown[] = [];
  const full = new Error('the disk is full');
  const app = createApp({
    token: 't',
    host: 'h',
    openDesk: () => Promise.reject(full),
    after: {} as Parameters<typeof createApp>[0]['after'],
    file: async () => undefined,
    failed: (error) => said.push(error),
  });
  const answer = await app.request('http://h/api/session', {
    headers: { host: 'h', 'x-fieldtest-token': 't' },
  });
  expect(answer.status).toBe(500);
  expect(await answer.text()).not.toContain('disk');
  expect(said).toEqual([full]);
});
