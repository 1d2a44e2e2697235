export interface EnvLine {
  readonly name: string;
  /** Quotes removed; comments after a space cut off. */
  readonly value: string;
  readonly line: number;
}

const ASSIGNMENT = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)$/;

/** Reads an env file: names and values in order. Commented-out assignments count as documented with `commented: true`. */
export function parseEnvFile(text: string): (EnvLine & { readonly commented: boolean })[] {
  return text.split('\n').flatMap((raw, index) => {
    const commented = /^\s*#\s*[A-Z][A-Z0-9_]*=/.test(raw);
    const match = ASSIGNMENT.exec(commented ? raw.replace(/^\s*#\s*/, '') : raw);
    if (!match?.[1]) return [];
    return [{ name: match[1], value: unquote((match[2] ?? '').trim()), line: index + 1, commented }];
  });
}

function unquote(text: string): string {
  // `TOKEN=#put yours here` and `TOKEN= # …`: nothing but a comment.
  if (text.startsWith('#')) return '';
  const quoted = /^(["'`])(.*?)\1/.exec(text);
  return quoted ? (quoted[2] ?? '') : text.replace(/\s+#.*$/, '').trim();
}

/** What an env-like file is for: `example` is meant to be committed, `private` is not. `undefined`: not an env file. */
export function envFileKind(path: string): 'example' | 'private' | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (name === 'env.example' || name === 'example.env' || name === 'sample.env' || name === 'env.sample') return 'example';
  if (!/^\.env(?:$|[.-])|^\.dev\.vars$|^\.flaskenv$|^[a-z-]+\.env$/.test(name)) return undefined;
  return /example|sample|template|schema|dist|defaults?|\.vault$|keys$/.test(name) ? 'example' : 'private';
}
