// Imports point one way, towards the data model (docs/house.md). A folder is entered by its door, index.ts.
const rooms = [
  'server',
  'views',
  'gateway',
  'evidence',
  'policy',
  'range',
  'detect',
  'coordination',
  'traits',
  'ingest',
  'store',
  'exchange',
];
const mayUse = {
  exchange: [],
  store: ['exchange'],
  traits: ['exchange', 'store'],
  ingest: ['exchange', 'store', 'traits'],
  detect: ['exchange', 'store', 'traits'],
  coordination: ['store'],
  range: ['exchange'],
  policy: ['exchange', 'store', 'detect'],
  evidence: ['exchange', 'store', 'detect', 'policy'],
  gateway: ['exchange', 'ingest', 'policy'],
  views: ['exchange', 'store', 'traits', 'detect', 'policy'],
  server: ['exchange', 'store', 'traits', 'ingest', 'detect', 'policy', 'evidence', 'gateway', 'views'],
};
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: '\\.(test|d)\\.m?ts$|\\.test-d\\.ts$' },
      to: {},
    },
    ...rooms.map(room => ({
      name: `${room}-looks-down`,
      severity: 'error',
      comment: `src/${room} may import only ${mayUse[room].join(', ') || 'nothing of ours'} (and errors.ts, which imports nothing)`,
      from: { path: `^src/${room}/`, pathNot: '\\.test\\.ts$|/testing/' },
      to: { path: '^src/', pathNot: `^src/(${[room, ...mayUse[room]].join('|')})/|^src/errors\\.ts$` },
    })),
    {
      name: 'through-the-door',
      severity: 'error',
      comment: 'another room is entered by its index.ts',
      from: { path: '^src/([^/]+)/', pathNot: '\\.test\\.ts$|/testing/' },
      to: { path: '^src/([^/]+)/.+', pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$'] },
    },
    {
      name: 'nobody-knows-cli',
      severity: 'error',
      from: { pathNot: '^src/cli/' },
      to: { path: '^src/cli/' },
    },
    {
      name: 'verifier-stands-alone',
      severity: 'error',
      comment:
        'the verifier is written from docs/evidence-format.md alone: it shares nothing with what it checks, and has no dependencies',
      from: { path: '^verifier/src/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: ['^verifier/src/', '^node:'], dependencyTypesNot: ['core'] },
    },
    {
      name: 'console-asks-over-http',
      severity: 'error',
      comment: 'the console knows the service by its OpenAPI, and shares sources with the verifier alone',
      from: { path: '^console/src/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^(src|verifier)/', pathNot: '^verifier/src/' },
    },
    {
      name: 'nobody-knows-the-console',
      severity: 'error',
      from: { path: '^(src|verifier)/' },
      to: { path: '^console/' },
    },
    {
      name: 'nobody-knows-the-verifier',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^verifier/' },
    },
    {
      name: 'no-dev-deps',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.test\\.ts$|/testing/' },
      to: { dependencyTypes: ['npm-dev'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.mjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
