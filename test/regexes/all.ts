import { globSync, readFileSync } from 'node:fs';
import { parse } from '@babel/parser';

/** A pattern of the product, and where it stands. */
export interface Written {
  readonly at: string;
  readonly regex: RegExp;
}

/** Every pattern that is written down in some files, and every place where one is made from something else. */
export function patternsIn(...globs: readonly string[]): { readonly written: readonly Written[]; readonly made: readonly string[] } {
  const written: Written[] = [];
  const made: string[] = [];
  for (const file of globs
    .flatMap((glob) => globSync(glob))
    .filter((path) => !path.endsWith('.test.ts'))
    .sort()) {
    const see = (node: unknown): void => {
      if (Array.isArray(node)) return node.forEach(see);
      if (typeof node !== 'object' || node === null) return;
      const { type, pattern, flags, loc, callee } = node as Record<string, unknown> & { readonly loc?: { readonly start: { readonly line: number } } };
      const at = `${file}:${loc?.start.line}`;
      if (type === 'RegExpLiteral') written.push({ at, regex: new RegExp(String(pattern), String(flags)) });
      if ((type === 'NewExpression' || type === 'CallExpression') && (callee as { readonly name?: string }).name === 'RegExp') made.push(at);
      for (const [key, child] of Object.entries(node)) if (key !== 'loc') see(child);
    };
    see(parse(readFileSync(file, 'utf8'), { sourceType: 'module', plugins: ['typescript'] }).program.body);
  }
  return { written, made };
}
