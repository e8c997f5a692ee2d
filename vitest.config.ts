import { defineConfig } from 'vitest/config';

const results = process.env.TEST_RESULTS;

export default defineConfig({
  test: {
    ...(results ? { reporters: ['default', 'json'], outputFile: { json: results } } : {}),
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: ['test/fixtures/command.ts', 'test/fixtures/postgres.ts', 'test/fixtures/web.ts'],
    // Commands are real processes; a busy machine must not fail what is right.
    testTimeout: 120_000,
    hookTimeout: 60_000,
    // Two cores: more workers only make the timing of the process tests noisy.
    maxWorkers: 2,
  },
});
