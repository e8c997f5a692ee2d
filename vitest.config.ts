import { defineConfig } from 'vitest/config';

const results = process.env.TEST_RESULTS;
const common = {
  // Commands are real processes; a busy machine must not fail what is right.
  testTimeout: 120_000,
  hookTimeout: 60_000,
};
/** Pure functions: their files share workers, since starting one for each takes longer than most of them. */
const PURE = 'test/{core,house,importers,report,sampling,scorers,stats}/**/*.test.{ts,tsx}';

export default defineConfig({
  test: {
    ...(results ? { reporters: ['default', 'json'], outputFile: { json: results } } : {}),
    // On two cores; a third of the time the tests wait, for what they started or for a clock.
    maxWorkers: 3,
    projects: [
      { test: { name: 'pure', include: [PURE], isolate: false, ...common } },
      {
        test: {
          name: 'whole',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [PURE],
          globalSetup: ['test/fixtures/command.ts', 'test/fixtures/postgres.ts', 'test/fixtures/web.ts'],
          ...common,
        },
      },
    ],
  },
});
