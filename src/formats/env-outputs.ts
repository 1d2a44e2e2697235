/** One variable as the files name it. */
export interface EnvOutput {
  readonly name: string;
  /** The app needs it; otherwise it runs without. */
  readonly needed: boolean;
  readonly is?: string;
  readonly from?: string;
  /** `src/db.ts:3` */
  readonly readAt?: string;
}

/** Lines for an example file, without any value. */
export function exampleText(outputs: readonly EnvOutput[]): string {
  return outputs.map((one) => `# ${noteOf(one)}\n${one.name}=\n`).join('');
}

function noteOf({ is, from, readAt, needed }: EnvOutput): string {
  const what = [is, from].filter((part) => part !== undefined).join(': ') || `used in ${readAt ?? 'the code'}`;
  return needed ? what : `${what} (may stay empty)`;
}

/** A module that stops the app when a variable is missing, and names it. Values are read by literal names, so that bundlers can put public ones in. */
export function schemaText(outputs: readonly EnvOutput[], { withZod, example }: { readonly withZod: boolean; readonly example: string }): string {
  return (withZod ? zodText(outputs) : plainText(outputs)).replace('.env.example', () => example.replaceAll(/[^\w./-]/g, '_'));
}

const HEAD = [
  '/*',
  ' * Written by `launch-ready env`; yours to change. Import it first where the app starts, and read variables from `env` only: it stops when one is missing, and names it.',
  ' * In Next.js that is instrumentation.ts, which has to end the process itself: `await import(…).catch((error) => { console.error(error); process.exit(1); })`.',
  ' */',
].join('\n');

function noteLine(one: EnvOutput): string {
  return `  /** ${noteOf(one).replaceAll('*/', '* /')} */\n`;
}

function plainText(outputs: readonly EnvOutput[]): string {
  const lines = outputs.map(
    (one) => `${noteLine(one)}  ${one.name}: ${one.needed ? `required('${one.name}', process.env.${one.name})` : `process.env.${one.name} || undefined`},\n`,
  );
  return `${HEAD}
const missing: string[] = [];

function required(name: string, value: string | undefined): string {
  if (value === undefined || value.trim() === '') missing.push(name);
  return value ?? '';
}

export const env = {
${lines.join('')}};

if (missing.length > 0) throw new Error(\`Environment variables are missing: \${missing.join(', ')}. See .env.example.\`);
`;
}

function zodText(outputs: readonly EnvOutput[]): string {
  const fields = outputs.map((one) => `${noteLine(one)}  ${one.name}: ${one.needed ? 'z.string().trim().min(1)' : 'z.string().optional()'},\n`);
  const values = outputs.map(({ name }) => `  ${name}: process.env.${name},\n`);
  return `${HEAD}
import { z } from 'zod';

const envSchema = z.object({
${fields.join('')}});

const read = envSchema.safeParse({
${values.join('')}});
if (!read.success) {
  const names = [...new Set(read.error.issues.map((issue) => issue.path.join('.')))];
  throw new Error(\`Environment variables are missing or wrong: \${names.join(', ')}. See .env.example.\`);
}

export const env = read.data;
`;
}

/** The same for Python: a class of pydantic-settings where the app has it, nothing but the standard library elsewhere. */
export function pythonText(outputs: readonly EnvOutput[], { withPydantic, example }: { readonly withPydantic: boolean; readonly example: string }): string {
  return (withPydantic ? pydanticText(outputs) : plainPythonText(outputs)).replace('.env.example', () => example.replaceAll(/[^\w./-]/g, '_'));
}

const PYTHON_HEAD = `"""Written by \`launch-ready env\`; yours to change.

Import it first where the app starts and read variables from here only: it stops when one is missing, and names it.
"""
`;
const pythonNote = (one: EnvOutput): string => `# ${noteOf(one).replaceAll(/[\r\n]/g, ' ')}\n`;

function plainPythonText(outputs: readonly EnvOutput[]): string {
  const needed = outputs.filter((one) => one.needed).map(({ name }) => `    "${name}",\n`);
  const values = outputs.map(
    (one) => `${pythonNote(one)}${one.name} = ${one.needed ? `os.environ["${one.name}"]` : `os.environ.get("${one.name}") or None`}\n`,
  );
  return `${PYTHON_HEAD}
import os

_NEEDED = (
${needed.join('')})
_missing = [name for name in _NEEDED if not os.environ.get(name, "").strip()]
if _missing:
    raise SystemExit(f"Environment variables are missing: {', '.join(_missing)}. See .env.example.")

${values.join('')}`;
}

function pydanticText(outputs: readonly EnvOutput[]): string {
  const fields = outputs.map((one) => `    ${pythonNote(one)}    ${one.name}: ${one.needed ? 'str = Field(min_length=1)' : 'str | None = None'}\n`);
  return `${PYTHON_HEAD}
from pydantic import Field
from pydantic_settings import BaseSettings


class Env(BaseSettings):
${fields.join('') || '    pass\n'}

# Stops with the names of all that are missing. See .env.example.
env = Env()
`;
}
