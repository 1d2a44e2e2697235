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
  ' * Written by `launch-ready env`; yours to change. Import it first where the app starts (instrumentation.ts in Next.js, the entry file elsewhere), and read',
  ' * variables from `env` only. The app stops when one is missing, and names it.',
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
