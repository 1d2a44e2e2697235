/** Where the command line writes, and what that place can show. */
export interface Screen {
  /** stdout: the result. */
  out(text: string): void;
  /** stderr: everything for people while the result is made. */
  tell(text: string): void;
  readonly outTerminal: { readonly columns: number; readonly color: boolean; readonly unicode: boolean };
  readonly tellTerminal: { readonly columns: number; readonly color: boolean; readonly unicode: boolean; readonly live: boolean };
}

/** The process's own streams. `NO_COLOR`, `--no-color`, a dumb terminal and a pipe all mean: no colour. */
export function processScreen(noColor: boolean): Screen {
  const { env, stdout, stderr } = process;
  const wantsColor = (stream: NodeJS.WriteStream): boolean => {
    if (noColor || (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb') return false;
    return stream.isTTY || (env['FORCE_COLOR'] ?? '0') !== '0';
  };
  const unicode =
    process.platform === 'win32'
      ? Boolean(env['WT_SESSION'] ?? env['TERM_PROGRAM'])
      : /utf-?8/i.test(env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || 'utf-8');
  return {
    out: (text) => void stdout.write(text),
    tell: (text) => void stderr.write(text),
    outTerminal: { columns: columnsOf(stdout), color: wantsColor(stdout), unicode },
    tellTerminal: {
      columns: columnsOf(stderr),
      color: wantsColor(stderr),
      unicode,
      live: (stderr.isTTY as boolean | undefined) === true && env['CI'] === undefined && env['TERM'] !== 'dumb',
    },
  };
}

function columnsOf(stream: NodeJS.WriteStream): number {
  const columns = stream.columns ?? Number(process.env['COLUMNS'] ?? 0);
  return columns > 0 ? Math.min(Math.max(columns, 40), 200) : 100;
}
