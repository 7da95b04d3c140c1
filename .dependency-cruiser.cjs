/**
 * The import table: which package may import which. Each rule says what to do instead.
 * A package is named by its folder; `from` may import `allowed` and itself.
 */
const table = {
  stats: [],
  random: [],
  network: ['random', 'stats'],
  theory: ['network', 'stats'],
  probes: ['network', 'stats'],
  experiments: ['network', 'probes', 'random', 'stats', 'theory'],
  engine: ['experiments', 'network', 'probes', 'random', 'stats'],
  plan: ['experiments', 'network', 'probes', 'theory'],
  services: [],
  workflows: ['plan'],
  store: ['plan', 'probes', 'stats'],
};

const science = ['stats', 'random', 'network', 'theory', 'probes', 'experiments', 'engine'];
const inPackage = (name) => `^packages/${name}/src/`;
const notTests = '(\\.test\\.ts|/test-support/.*)$';

const packageRules = Object.entries(table).map(([name, allowed]) => ({
  name: `imports-of-${name}`,
  comment: `packages/${name} may import only: ${allowed.join(', ') || 'no other package'}. Move the code to where its imports are allowed.`,
  severity: 'error',
  from: { path: inPackage(name), pathNot: notTests },
  to: { path: '^(packages|apps|test)/', pathNot: `^packages/(${[name, ...allowed].join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...packageRules,
    {
      name: 'science-does-no-io',
      comment:
        'Science packages are functions of their arguments: pass the value in from apps/worker or apps/cli.',
      severity: 'error',
      from: { path: `^packages/(${science.join('|')})/src/`, pathNot: notTests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'one-door-to-tensorflow',
      comment: 'Only packages/engine/src/dense imports TensorFlow: ask through the Backend interface.',
      severity: 'error',
      from: { pathNot: '^packages/engine/src/dense/' },
      to: { path: '@tensorflow/' },
    },
    {
      name: 'apps-are-separate',
      comment: 'An app does not import another app: move what both need into a package.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: notTests },
      to: { path: '^(apps/(?!$1/)|test/)' },
    },
    {
      name: 'client-has-no-server-code',
      comment: 'The dashboard client draws; it asks the server for data.',
      severity: 'error',
      from: { path: '^apps/dashboard/client/' },
      to: { path: '^(packages/(store|engine)|apps/dashboard/server)/' },
    },
    {
      name: 'no-cycles',
      comment: 'Split the shared part into a module that both import.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'nothing-imports-tests',
      comment: 'test/ is imported by nothing.',
      severity: 'error',
      from: { path: '^(packages|apps)/' },
      to: { path: '^test/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(packages|apps)/[^/]+/dist/|packages/engine/src/gram/kernel/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: `${__dirname}/tsconfig.base.json` },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@widthwise/source', 'import', 'require', 'node', 'default', 'types'],
    },
  },
};
