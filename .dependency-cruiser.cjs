/**
 * Which folder of src may import which. Arrows point down this list; adapters (vapi, twilio) are made
 * in runtime only, so the domain sees their types and not their code.
 */
const domainFolders =
  'assistant|bounds|call-record|callback|calls|fallback|front-door|legs|limits|notifications|queue|recording|speech|tenants|texts|transfer|voicemail';
const domain = `^src/(${domainFolders})/`;
const adapters = '^src/(vapi|twilio|webhooks)/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'functions-are-entries',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^src/functions/' },
    },
    {
      name: 'functions-read-no-operator-files',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/operator-files/' },
      to: { path: '^src/operator-files/' },
    },
    {
      name: 'nothing-below-imports-runtime',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(functions|runtime)/' },
      to: { path: '^src/runtime/' },
    },
    {
      name: 'domain-sees-types-of-adapters-only',
      severity: 'error',
      from: { path: domain },
      to: { path: adapters, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'adapters-know-no-domain',
      severity: 'error',
      from: { path: adapters },
      to: { path: `^src/(${domainFolders}|twiml|runtime|functions)/` },
    },
    {
      name: 'twiml-knows-no-domain',
      severity: 'error',
      from: { path: '^src/twiml/' },
      to: { path: `^src/(${domainFolders}|vapi|twilio|webhooks)/` },
    },
    {
      name: 'leaves-import-leaves',
      severity: 'error',
      from: { path: '^src/(config|log|phone)/' },
      to: { path: '^src/', pathNot: '^src/(config|log|phone)/' },
    },
    {
      name: 'cli-makes-its-own-clients',
      severity: 'error',
      from: { path: '^cli/' },
      to: { path: '^src/(functions|runtime)/' },
    },
    {
      name: 'build-knows-src-only',
      severity: 'error',
      from: { path: '^build/' },
      to: { path: '^(cli|console|deploy|sandbox|test|bench)/' },
    },
    {
      name: 'nobody-imports-bench-or-tests',
      severity: 'error',
      from: { path: '^(sandbox|bench)/' },
      to: { path: '^(test|bench)/', pathNot: '^$1/' },
    },
    {
      name: 'src-stands-alone',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(build|cli|console|deploy|sandbox|test|bench)/' },
    },
    {
      name: 'cli-sees-src-only',
      severity: 'error',
      from: { path: '^cli/' },
      to: { path: '^(build|deploy|sandbox|test|bench)/' },
    },
    {
      name: 'console-knows-src-only',
      severity: 'error',
      from: { path: '^console/' },
      to: { path: '^(build|cli|deploy|sandbox|test|bench)/' },
    },
    {
      name: 'deploy-needs-no-stand-in',
      severity: 'error',
      from: { path: '^deploy/' },
      to: { path: '^(sandbox|test|bench)/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
