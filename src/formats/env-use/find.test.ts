import { describe, expect, test } from 'vitest';
import { findEnvUses } from './find.ts';

const uses = (source: string, path = 'src/a.tsx'): string =>
  findEnvUses(path, source)
    .uses.map(({ name, need, atStart }) => `${name} ${need}${atStart ? ' at start' : ''}`)
    .join(', ');

describe('scripts: names and how a missing one is taken', () => {
  test.each<[string, string]>([
    ['x = process.env.A_KEY;', 'A_KEY plain at start'],
    ["function f() { return process.env['A_KEY'] ?? 'x' }", 'A_KEY default'],
    ['const { A_A, B_B = "x", c: D } = process.env;', 'A_A plain at start, B_B default at start, c plain at start'],
    ['const env = process.env; env.A_A; function f(env) { return env.NOT }', 'A_A plain at start'],
    ['const { env: e } = process; e.A_A', 'A_A plain at start'],
    ["import { env } from 'node:process'; env.A_A", 'A_A plain at start'],
    ["import { env } from '$env/dynamic/private'; env['A_A']", 'A_A plain at start'],
    ["import { A_A as x } from '$env/static/private'", 'A_A must at start'],
    ['import.meta.env.VITE_A', 'VITE_A plain at start'],
    ['Deno.env.get("A_A")!; const k = Deno.env.get("B_B"); if (!k) throw new Error()', 'A_A plain at start, B_B must at start'],
    ['Bun.env.A_A', 'A_A plain at start'],
    ['(process.env as any).A_A', 'A_A plain at start'],
    ['const K = "A_A"; process.env[K]', 'A_A plain at start'],
    ['process.env.A_A = "x"; delete process.env.B_B', ''],
    ['// process.env.A_A\n/* process.env.B_B */ const t = "process.env.C_C"', ''],
    ['`${process.env.A_A}/x`', 'A_A plain at start'],
    [
      '!!process.env.A_A; process.env.B_B ? 1 : 2; process.env.C_C && f(); Boolean(process.env.D_D); process.env.E_E === "x"',
      'A_A asked at start, B_B asked at start, C_C asked at start, D_D asked at start, E_E asked at start',
    ],
    ['if (process.env.A_A) f()', 'A_A asked at start'],
    ['if (!process.env.A_A) throw new Error()', 'A_A must at start'],
    ['if (!process.env.A_A || !process.env.B_B) { log(); process.exit(1) }', 'A_A must at start, B_B must at start'],
    ['if (!process.env.A_A && !process.env.B_B) throw new Error()', 'A_A asked at start, B_B asked at start'],
    ['if (isProd && process.env.A_A === undefined) throw new Error()', 'A_A asked at start'],
    ['function f() { const k = process.env.A_A; if (!k) return new Response("", { status: 500 }) }', 'A_A plain'],
    ['const k = process.env.A_A; if (k) start(k)', 'A_A asked at start'],
    ['const k = process.env.A_A ?? fail("A_A")', 'A_A must at start'],
    ['process.env.A_A ??= "x"; process.env.B_B ||= f()', 'A_A default at start, B_B default at start'],
    ['const k = process.env.A_A || process.env.B_B', 'A_A default at start, B_B default at start'],
    [
      'const on = process.env.A_A?.trim() ? 1 : 2; const list = process.env.B_B?.split(",") ?? []; process.env.C_C?.trim()',
      'A_A asked at start, B_B default at start, C_C plain at start',
    ],
    ['async function get(n) { return process.env[n] } const a = await get("A_A"); const b = a?.trim() ? 1 : 2', 'A_A asked at start'],
    [
      'const a = parseInt(process.env.A_A, 10) || 5; const b = toNumber(process.env.B_B, 40); const c = Number(process.env.C_C)',
      'A_A default at start, B_B default at start, C_C plain at start',
    ],
    ['switch (x) { case "a": f(process.env.A_A); break; default: f(process.env.B_B) }', 'A_A asked at start, B_B plain at start'],
    ['if (process.env.A_A) { f(process.env.B_B) }', 'A_A asked at start, B_B asked at start'],
    ['if (process.env.NODE_ENV === "production") { if (!process.env.A_A) throw new Error() }', 'NODE_ENV asked at start, A_A must at start'],
    ['const get = (n, d) => process.env[n] ?? d; get("A_A"); get("B_B", "x")', 'A_A plain at start, B_B default at start'],
    ['f(Netlify.env.get("A_A"))', 'A_A plain at start'],
    ["import { env } from 'cloudflare:workers'; f(env.A_A)", 'A_A plain at start'],
    ["import { loadEnv } from 'vite'; export default ({ mode }) => { const env = loadEnv(mode, process.cwd(), ''); f(env.A_A) }", 'A_A plain'],
    ["import { env } from 'prisma/config'; export default { url: env('A_A') }", 'A_A must at start'],
    ["export default defineNuxtConfig({ runtimeConfig: { apiKey: '', public: { siteUrl: '' } } })", 'NUXT_API_KEY asked, NUXT_PUBLIC_SITE_URL asked'],
    ['assert(process.env.A_A)', 'A_A must at start'],
    ['"A_A" in process.env', 'A_A asked at start'],
    ['for (const k of ["A_A", "B_B"]) if (!process.env[k]) throw new Error(k)', 'A_A must at start, B_B must at start'],
    [
      'const all = ["A_A", "B_B"] as const; const gone = all.filter((k) => !process.env[k]); if (gone.length) throw new Error()',
      'A_A must at start, B_B must at start',
    ],
    [
      'function need(n) { const v = process.env[n]; if (!v) throw new Error(n); return v }\nconst a = need("A_A"); f(() => need("B_B", "x"))',
      'A_A must at start, B_B default',
    ],
  ])('%s', (source, expected) => expect(uses(source)).toBe(expected));
});

describe('schemas', () => {
  test.each<[string, string]>([
    [
      'export const env = createEnv({ server: { A_A: z.string(), B_B: z.string().optional(), C_C: process.env.NODE_ENV === "production" ? z.string() : z.string().optional() }, client: { NEXT_PUBLIC_D: z.url() }, runtimeEnv: { A_A: process.env.A_A } })',
      'A_A must at start, B_B default at start, C_C must at start, NODE_ENV asked at start, NEXT_PUBLIC_D must at start',
    ],
    ['const s = z.object({ A_A: z.string(), B_B: z.coerce.number().default(3) }); s.parse(process.env)', 'A_A must at start, B_B default at start'],
    ['const order = z.object({ ORDER_ID: z.string() }); order.parse(await request.json()); process.env.X_X', 'X_X plain at start'],
    ['cleanEnv(process.env, { A_A: str(), B_B: str({ default: "x" }) })', 'A_A must at start, B_B default at start'],
    ['const envSchema = Joi.object({ A_A: Joi.string().required(), B_B: Joi.string() })', 'A_A must at start, B_B default at start'],
    ['const c = convict({ db: { url: { env: "A_A", default: "" } } })', 'A_A default at start'],
    [
      'const base = { A_A: z.string() }; const s = z.object({ ...base, B_B: z.string().optional() }); s.parse(process.env)',
      'A_A must at start, B_B default at start',
    ],
    ['const envSchema = z.object({ A_A: z.string() }).extend({ B_B: z.string() })', 'A_A must at start, B_B must at start'],
    [
      'const s = z.object({ key: z.string(), url: z.string().optional() }); export const c = s.parse({ key: process.env.A_A, url: process.env.B_B }); other.parse({ key: process.env.C_C })',
      'A_A must at start, B_B default at start, C_C plain at start',
    ],
    [
      'export const { A_A } = parseEnv(process.env, { A_A: z.string(), B_B: { schema: z.string(), defaults: { _: "x" } } })',
      'A_A must at start, B_B default at start',
    ],
    [
      'const schema = { type: "object", required: ["A_A"], properties: { A_A: { type: "string" }, B_B: { type: "string" } } }; await app.register(fastifyEnv, { schema })',
      'A_A must at start, B_B default at start',
    ],
    ['import env from "env-var"; env.get("A_A").required().asString(); env.get("B_B").asString()', 'A_A must at start, B_B default at start'],
    ['class S { constructor(private configService: ConfigService) {} f() { return this.configService.getOrThrow("A_A") } }', 'A_A must'],
  ])('%s', (source, expected) => expect(uses(source)).toBe(expected));
});

test('what cannot be told is said to be so', () => {
  const lines = (source: string): readonly number[] => findEnvUses('a.ts', source).dynamicLines;
  expect(lines('process.env[name];\nprocess.env[`A_${b}`];\nconst { A, ...rest } = process.env;\nsend(process.env);\nObject.keys(process.env)')).toEqual([
    1, 2, 3, 4, 5,
  ]);
  expect(lines('schema.parse(process.env); spawn("x", { env: { ...process.env, A: "1" } }); process.env["A"]')).toEqual([]);
  expect(lines('const need = (n) => process.env[n]; need(other)')).toEqual([1]);
});

test('functions that read by name, and calls of those that another file holds', () => {
  expect(findEnvUses('a.ts', 'export const need = (n: string) => process.env[n] ?? die(n);').helpers).toEqual([{ name: 'need', need: 'must' }]);
  const { calls } = findEnvUses('a.ts', 'import { needEnv, t } from "./x"; needEnv("A_A"); needEnv(name); t("hello")');
  expect(calls.map(({ callee, name }) => [callee, name])).toEqual([
    ['needEnv', 'A_A'],
    ['needEnv', null],
  ]);
});

test.each<[string, string, unknown[]]>([
  ['next.config.js', 'module.exports = { env: { ...process.env } }', [null]],
  ['next.config.mjs', 'export default withX({ env: { A: process.env.OPENAI_API_KEY, V: "1" } })', ['OPENAI_API_KEY']],
  [
    'vite.config.ts',
    'import { loadEnv } from "vite"; export default defineConfig(({ mode }) => { const env = loadEnv(mode, ".", ""); return { define: { k: JSON.stringify(env.GEMINI_API_KEY), "process.env": {} } } })',
    ['GEMINI_API_KEY'],
  ],
  ['vite.config.ts', 'export default { define: { "process.env": process.env } }', [null]],
  ['webpack.config.js', 'new webpack.DefinePlugin({ "process.env": JSON.stringify(process.env) })', [null]],
  ['webpack.config.js', 'new webpack.EnvironmentPlugin(["A_A"])', ['A_A']],
  ['src/a.ts', 'res.json(process.env)', [null]],
  ['src/a.tsx', 'window.__ENV = process.env', [null]],
  ['src/a.ts', 'const html = `<script>window.E = ${JSON.stringify(process.env)}</script>`', [null]],
  ['src/a.ts', 'console.log(JSON.stringify(process.env)); spawn("x", { env: process.env }); window.name = process.env.A_A', []],
])('%s: %s', (path, source, expected) => expect(findEnvUses(path, source).published.map(({ name }) => name)).toEqual(expected));

test('places that check several variables together', () => {
  const found = (source: string, path = 'src/env.ts'): unknown =>
    findEnvUses(path, source).validations.map(({ atStart, names }) => `${names}${atStart ? ' at start' : ''}`);
  expect(found('const env = createEnv({ server: { A_A: z.string(), B_B: z.string() } })')).toEqual(['2 at start']);
  expect(found('export function validateEnv() { for (const k of ["A_A", "B_B"]) if (!process.env[k]) throw new Error(k) }')).toEqual(['2 at start']);
  expect(found('export async function register() { cleanEnv(process.env, { A_A: str() }) }', 'instrumentation.ts')).toEqual(['1 at start']);
});

test('types of the project that call a variable optional', () => {
  const source = 'declare global { namespace NodeJS { interface ProcessEnv { A_KEY?: string; B: string; C?: "x" | "y" } } }\ninterface Props { D?: string }';
  expect(findEnvUses('src/env.d.ts', source).optionalNames).toEqual(['A_KEY', 'C']);
});

test('components: scripts, front matter and what stands in the template', () => {
  expect(uses('<script setup lang="ts">\nconst a = import.meta.env.VITE_A;\n</script>\n<template>{{ import.meta.env.VITE_B }}</template>', 'a.vue')).toBe(
    'VITE_A plain at start, VITE_B plain',
  );
  expect(uses('---\nconst a = import.meta.env.A_A ?? "x";\n---\n<p/>', 'a.astro')).toBe('A_A default at start');
  expect(findEnvUses('a.svelte', '<h1/>\n<script>\nimport { A_A } from "$env/static/public";\n</script>').uses[0]?.line).toBe(3);
});

describe('python', () => {
  test.each<[string, string]>([
    ['x = os.environ["A_A"]\ny = os.getenv("B_B", "x"); z = os.environ.get("C_C")', 'A_A must at start, C_C plain at start, B_B default at start'],
    ['# os.environ["A_A"]\n"""\nos.environ["B_B"]\n"""\ns = "x # y"; os.environ["C_C"]', 'C_C must at start'],
    ['def f():\n    return os.environ["A_A"]', 'A_A must'],
    ['x = os.getenv("A_A") or "x"\nif os.getenv("B_B") == "1": pass', 'A_A default at start, B_B asked at start'],
    ['os.environ["A_A"] = "x"\n"B_B" in os.environ', 'B_B asked at start'],
    ['from decouple import config\nA = config("A_A")\nB = config("B_B", default="x")', 'A_A must at start, B_B default at start'],
    [
      '# env\nclass Settings(BaseSettings):\n    model_config = SettingsConfigDict(env_prefix="APP_")\n    api_key: str\n    mode: str = "x"\n    dsn: str = Field(..., alias="SENTRY_DSN")\n    limit: int = Field(default=3)\n\n    def f(self):\n        other: str\n\ngetenv = 1\n',
      'APP_API_KEY must at start, APP_MODE default at start, SENTRY_DSN must at start, APP_LIMIT default at start',
    ],
    [
      'key = os.getenv("A_A")\nif not key:\n    print("no")\n    sys.exit(1)\nother = os.getenv("B_B")\nif not other:\n    other = "x"',
      'A_A must at start, B_B plain at start',
    ],
    [
      'if "A_A" not in os.environ:\n    raise RuntimeError()\nassert os.getenv("B_B"), "B_B"\nif os.getenv("C_C"):\n    raise X()',
      'A_A must at start, B_B must at start, C_C asked at start',
    ],
    [
      'NEEDED = ["A_A",\n  "B_B"]\nmissing = [v for v in NEEDED if not os.getenv(v)]\nif missing:\n    raise SystemExit(1)',
      'A_A must at start, B_B must at start',
    ],
    ['for v in ("A_A", "B_B"):\n    if v not in os.environ:\n        raise RuntimeError(v)', 'A_A must at start, B_B must at start'],
    ['import os as _os\nenv = os.environ\nenv["A_A"]\n_os.getenv("B_B")', 'A_A must at start, B_B plain at start'],
  ])('%s', (source, expected) => expect(uses(source, 'a.py')).toBe(expected));
  test('computed names', () => expect(findEnvUses('a.py', 'os.environ[name]\nos.getenv(f"A_{b}")\nos.getenv("A")').dynamicLines).toEqual([1, 2]));
});

test.each<[string, string, string]>([
  ['a.prisma', 'datasource db { url = env("DATABASE_URL") }\n// env("NO_NO")', 'DATABASE_URL must at start'],
  ['a.go', 'os.Getenv("A_A")', 'A_A plain'],
  ['a.rb', 'ENV.fetch("A_A")\nENV["B_B"] || "x"\nENV.fetch("C_C", "x")', 'A_A must at start, B_B default, C_C default at start'],
  ['a.ts', 'const broken = ( {{ cookiecutter }} process.env.A_A;', 'A_A plain'],
  [
    'compose.yaml',
    'services:\n  a:\n    image: x:${TAG}\n    environment:\n      - PASSED\n      - A_A=${A_A}\n      - B_B=${B_B:?missing}\n      - C_C=${C_C:-x} # ${NO_NO}\n      - D_D=$$NO',
    'TAG plain at start, PASSED asked at start, A_A asked at start, B_B must at start, C_C default at start',
  ],
  ['Dockerfile', 'ARG A_A\nARG B_B=x\nENV C_C=$A_A', 'A_A asked at start, B_B default at start'],
])('%s: %s', (path, source, expected) => expect(uses(source, path)).toBe(expected));
