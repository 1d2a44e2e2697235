import { envGrants, isAgentFile } from '../../src/formats/agent-grants.ts';
import { isDeployConfig, readCodeValues, readConfigValues } from '../../src/formats/deploy-config.ts';
import { envFileStage, readEnvText } from '../../src/formats/env-entries.ts';
import { envFileKind, parseEnvFile } from '../../src/formats/env-file.ts';
import { namesSetIn } from '../../src/formats/env-use/deploy-uses.ts';
import { findEnvUses } from '../../src/formats/env-use/find.ts';
import { chunkNames, chunkReferences } from '../../src/formats/chunk-references.ts';
import { htmlPart } from '../../src/formats/html-part.ts';
import { lineCounter } from '../../src/formats/line-counter.ts';
import { moduleChain } from '../../src/formats/module-chain.ts';
import { originOf, readSourceMap } from '../../src/formats/source-map.ts';
import { fileRole } from '../../src/formats/file-role.ts';
import { copiesEnv, ignoresEnv } from '../../src/formats/image-ignore.ts';
import { parsePackageManifest, scriptVariables } from '../../src/formats/package-manifest.ts';
import { routePath, servedPaths } from '../../src/formats/route-path.ts';
import { readVariableListing } from '../../src/formats/variable-listing.ts';
import { parseScript } from '../../src/formats/script-tree.ts';
import { findLoggedWholes, mayLog } from '../../src/formats/logging-code.ts';
import { isWorkflowPath, readWorkflow } from '../../src/formats/workflow-facts.ts';
import { type FuzzedParser, fuzzed } from './fuzz.ts';

const MANIFEST = JSON.stringify({
  name: 'a',
  packageManager: 'pnpm@9.0.0',
  scripts: { build: 'A_B=1 next build', test: 'CI=1 vitest' },
  dependencies: { next: '15' },
  devDependencies: { vitest: '^3' },
});
const WORKFLOW =
  'name: ci\non:\n  push:\n    branches: [main]\n  pull_request:\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: npm run check\n      - run: |\n          npm ci\n          npm test\n';
const SOURCE =
  'import { A_B } from "$env/static/private";\nconst { C_D, E_F: x } = process.env; // process.env.NO\nprocess.env["G_H"] ?? import.meta.env.VITE_I;\nos.environ["J"]; /* ` */ const t = `${process.env.K}`;\napp.get("/health", (c) => c.json({}));\n@app.post("/x")\n';

const PYTHON =
  'import os\nA = os.environ["A_B"]\nB = os.getenv("C_D", "x") # os.environ["NO"]\n"""os.environ["NO"]"""\nclass Settings(BaseSettings):\n    api_key: str\n    mode: str = "x"\n';
const COMPONENT =
  '---\nconst a = import.meta.env.A_B;\n---\n<script lang="ts">\nimport { C_D } from "$env/static/private";\n</script>\n<p>{import.meta.env.VITE_E}</p>\n';
const COMPOSE = 'services:\n  app:\n    environment:\n      - A_B\n      C_D: ${C_D:?missing}\n      E_F: ${E_F:-x}\nARG G_H\nENV I_J=$G_H\n';
const MAP = JSON.stringify({
  version: 3,
  sources: ['../src/main.ts', 'webpack:///./a.ts?1'],
  sourcesContent: ['import "./a"', 'require("@/b")'],
  mappings: 'AAAA,OAAOA,GAAMC;;EACb',
});
const SECTIONS = JSON.stringify({ version: 3, sections: [{ offset: { line: 1, column: 2 }, map: JSON.parse(MAP) }] });
const BUNDLE =
  'm.f=["assets/a-1.js","./b.css"];import("./c.mjs");r.u=e=>"static/chunks/"+({1:"x"}[e]||e)+"."+{1:"aa",2:"bb"}[e]+".js";fetch("/config.json")\n//# sourceMappingURL=data:application/json;base64,e30=';
const PAGE = '<!-- a --><script id="__NEXT_DATA__">{"a":1}</script><p>b<script>self.__next_f.push([1,"static/chunks/d.js"])</script>';

export const codeParsers: readonly FuzzedParser[] = [
  fuzzed({ file: 'script-tree', name: 'parseScript', samples: [SOURCE, BUNDLE], read: (text) => parseScript(text, 'a.tsx') }),
  fuzzed({
    file: 'line-counter',
    name: 'lineCounter',
    samples: [SOURCE],
    read(text) {
      const lineAt = lineCounter(text);
      return [0, 1, text.length, text.length + 9].map(lineAt);
    },
  }),
  fuzzed({
    file: 'source-map',
    name: 'readSourceMap',
    samples: [MAP, SECTIONS],
    read(text) {
      const map = readSourceMap(text);
      return map && [0, 1, 7].map((line) => originOf(map, { line, column: 5 }));
    },
  }),
  fuzzed({ file: 'module-chain', name: 'moduleChain', samples: [MAP], read: (text) => moduleChain(readSourceMap(text)?.modules ?? [], 1) }),
  fuzzed({
    file: 'chunk-references',
    name: 'chunkReferences',
    samples: [BUNDLE, PAGE],
    read: (text) => [chunkReferences(text, 'https://a.example/assets/b.js').length, chunkNames(text)],
  }),
  fuzzed({ file: 'html-part', name: 'htmlPart', samples: [PAGE], read: (text) => htmlPart(text, text.length >> 1) }),
  fuzzed({ file: 'env-file', name: 'parseEnvFile', samples: ['# A=1\nexport B="c d" # e\nF=\'g\'\nH=`i`\nJ=k#l\n'], read: parseEnvFile }),
  fuzzed({
    file: 'deploy-config',
    name: 'readConfigValues',
    samples: [WORKFLOW, '[vars]\nA_B = "x"\nenv:\n  - name: C_D\n    value: ${{ secrets.E }}\n'],
    read: readConfigValues,
  }),
  fuzzed({ file: 'deploy-config', name: 'readCodeValues', samples: [SOURCE, "const sessionSecret = 'aaaaaaaaaaaaaaaaaaaaaaaa';"], read: readCodeValues }),
  fuzzed({ file: 'deploy-config', name: 'isDeployConfig', samples: ['.github/workflows/a.yml', 'fly.toml'], read: isDeployConfig }),
  fuzzed({ file: 'env-file', name: 'envFileKind', samples: ['.env.example', 'a/.env.local'], read: envFileKind }),
  fuzzed({
    file: 'env-use/find',
    name: 'findEnvUses',
    samples: [SOURCE, PYTHON, COMPONENT, COMPOSE],
    read: (text) => ['a.ts', 'b.py', 'c.vue', 'd.go', 'e.prisma', 'compose.yaml', 'Dockerfile', 'next.config.js'].map((path) => findEnvUses(path, text)),
  }),
  fuzzed({ file: 'env-use/deploy-uses', name: 'namesSetIn', samples: [WORKFLOW, COMPOSE], read: namesSetIn }),
  fuzzed({
    file: 'env-entries',
    name: 'readEnvText',
    samples: ['\uFEFFA=1 # x\nexport B="c\nd"\nE = f#g\r\nhello\n'],
    read: (text) => [readEnvText(text), envFileStage(text)],
  }),
  fuzzed({
    file: 'agent-grants',
    name: 'envGrants',
    samples: ['{ "permissions": { "deny": ["Read(./.env)"], "allow": ["Bash(cat .env:*)"] } }\nread: .env\n"envFile": "a/.env"'],
    read: (text) => [envGrants(text), isAgentFile(text)],
  }),
  fuzzed({
    file: 'image-ignore',
    name: 'copiesEnv',
    samples: ['FROM node\nCOPY --chown=node . ./\n.env*\n!.env\n'],
    read: (text) => [
      copiesEnv(
        new Map([
          ['Dockerfile', text],
          ['.dockerignore', text],
        ]),
      ),
      ignoresEnv(text),
    ],
  }),
  fuzzed({
    file: 'variable-listing',
    name: 'readVariableListing',
    samples: ['{"envs":[{"key":"A_B","value":"c"}]}', ' A_B   Encrypted   Production, Preview   3d ago\nC_D: e\nexport F=g\n'],
    read: (text) => readVariableListing(text, 'production'),
  }),
  fuzzed({
    file: 'logging-code',
    name: 'findLoggedWholes',
    samples: [
      `${SOURCE}const body = await req.json();\nlogger.info({ body, h: Object.fromEntries(req.headers) });\nif (DEBUG) console.log(process.env);\n`,
      'print("x", request.headers)\nsentry_sdk.init(send_default_pii=True)\n',
    ],
    read: (text) => ['a.ts', 'b.py', 'c.txt'].map((path) => [mayLog(path), findLoggedWholes(text, path)]),
  }),
  fuzzed({ file: 'file-role', name: 'fileRole', samples: ['src/__tests__/a.test.ts', 'docs/example.env.sample'], read: fileRole }),
  fuzzed({ file: 'package-manifest', name: 'parsePackageManifest', samples: [MANIFEST], read: (text) => [parsePackageManifest(text), scriptVariables(text)] }),
  fuzzed({ file: 'route-path', name: 'routePath', samples: ['app/(shop)/cart/[id]/page.tsx', 'src/routes/a/+page.svelte', 'pages/api/b.ts'], read: routePath }),
  fuzzed({ file: 'route-path', name: 'servedPaths', samples: [SOURCE], read: servedPaths }),
  fuzzed({
    file: 'workflow-facts',
    name: 'readWorkflow',
    samples: [WORKFLOW],
    read: (text) => readWorkflow('.github/workflows/ci.yml', text, { check: 'npm test && eslint .' }),
  }),
  fuzzed({ file: 'workflow-facts', name: 'isWorkflowPath', samples: ['.github/workflows/ci.yml', '.gitlab-ci.yml'], read: isWorkflowPath }),
];
