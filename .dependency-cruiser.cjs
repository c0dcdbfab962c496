const PACKAGES = ['firmware-sim', 'edge-agent', 'broker', 'cloud', 'dashboards']

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'protocol-is-a-leaf',
      comment: 'What travels must not know who sends it.',
      severity: 'error',
      from: { path: '^protocol/' },
      to: { path: `^(${PACKAGES.join('|')}|e2e|bench)/` },
    },
    ...PACKAGES.map((name) => ({
      name: `${name}-knows-only-protocol`,
      severity: 'error',
      from: { path: `^${name}/` },
      to: { path: `^(${[...PACKAGES.filter((other) => other !== name), 'e2e', 'bench'].join('|')})/` },
    })),
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { pathNot: '\\.(test|suite)\\.ts$|/testing/|^(e2e|bench)/' },
      to: { path: '\\.(test|suite)\\.ts$|/testing/' },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(vitest|@coldrx|vue|geojson$|virtual:)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'node', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.mjs', '.js', '.vue'],
    },
  },
}
