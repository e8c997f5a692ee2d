// The layer rule: who may import whom. Each folder lists everything that it may import; the rest is an error.
const layer = (name, allowed, packages = []) => ({
  name: `${name} imports only what it may`,
  severity: 'error',
  from: { path: `^src/${name}(/|\\.ts$)` },
  to: {
    pathNot: [
      `^src/${name}/`,
      ...allowed.map((path) => `^src/${path}`),
      ...packages.map((pkg) => `node_modules/${pkg}(/|$)`),
    ],
  },
});
const node =
  '^node:|^(assert|async_hooks|buffer|child_process|crypto|diagnostics_channel|fs|http|https|net|os|path|perf_hooks|process|stream|timers|url|util|zlib|string_decoder|module|sqlite|readline|events|vm|worker_threads)(/|$)';
const withNode = (rule) => ({ ...rule, to: { pathNot: [...rule.to.pathNot, node] } });

module.exports = {
  forbidden: [
    { name: 'no cycles, of values or types', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no unresolvable imports', severity: 'error', from: {}, to: { couldNotResolve: true } },
    layer('stats', []),
    layer('core', ['stats/'], ['zod', '@noble/hashes']),
    layer('charts', ['core/', 'stats/'], ['@observablehq/plot']),
    withNode(
      layer(
        'importers',
        ['core/', 'stats/'],
        ['csv-parse', 'hyparquet', 'hyparquet-compressors', 'pbf', 'yaml'],
      ),
    ),
    layer('sampling', ['core/', 'stats/']),
    withNode(
      layer('scorers', ['core/', 'stats/'], ['ajv', 'ajv-formats', 'acorn', 'yaml', '@rgrove/parse-xml']),
    ),
    withNode(layer('providers', ['core/', 'stats/'], ['ai', '@ai-sdk/[^/]+', 'undici', 'zod'])),
    layer('report', ['core/', 'stats/', 'charts/'], ['linkedom']),
    withNode(layer('store', ['core/'], ['kysely', 'pg', '@types/pg'])),
    withNode(layer('queue', ['core/'], ['pg-boss'])),
    withNode(layer('capture', ['core/'])),
    layer('server', ['pipeline/', 'core/'], ['hono', '@hono/node-server']),
    {
      name: 'the page imports the core, the statistics and the charts; of the server it knows the types alone',
      severity: 'error',
      from: { path: '^web/' },
      to: {
        path: '^src/',
        pathNot: '^src/(core|stats|charts)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    layer('pipeline', ['core/', 'stats/', 'sampling/'], ['zod']),
    {
      name: 'nobody inside imports the public face',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^src/index\\.ts$' },
    },
    {
      name: 'only the command line and the composition root reach into everything',
      severity: 'error',
      from: { path: '^src/(?!cli/|open|index\\.ts)' },
      to: { path: '^src/(cli|open)(/|\\.ts$)' },
    },
    {
      name: 'SQL only in store',
      severity: 'error',
      from: { path: '^src/(?!store/)' },
      to: { path: 'node_modules/(kysely|pg)(/|$)|^(node:)?sqlite$' },
    },
    {
      name: 'model calls only from providers',
      severity: 'error',
      from: { path: '^src/(?!providers/)' },
      to: { path: 'node_modules/(ai|@ai-sdk|undici)(/|$)' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
};
