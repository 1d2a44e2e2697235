import { type Quoted, quote } from '../model/text.ts';

/** What of the inside of a server an answer shows to everybody. */
export interface ServerDetails {
  readonly kind: 'stack-trace' | 'debug-page' | 'directory-listing' | 'database-error';
  readonly by: string;
  readonly sign: Quoted;
}

interface Sign {
  readonly kind: ServerDetails['kind'];
  readonly by: string;
  /** From this status on; a stack trace in a page with status 200 may be documentation. */
  readonly from?: number;
  readonly body: RegExp;
}

/** Made by hand from what the servers and frameworks print. Each pattern looks at a bounded piece of text. */
const SIGNS: readonly Sign[] = [
  { kind: 'debug-page', by: 'django', from: 400, body: /You(?:'|&#x27;|&#39;)re seeing this error because you have <code>DEBUG = True<\/code>/ },
  { kind: 'debug-page', by: 'werkzeug', from: 400, body: /<title>[^<]{0,200}\/\/ Werkzeug Debugger<\/title>/ },
  {
    kind: 'debug-page',
    by: 'laravel',
    from: 400,
    body: /<title>[^<]{0,200}<\/title>[\s\S]{0,2000}(?:Whoops! There was an error|ignition|Symfony\\Component\\ErrorHandler)/i,
  },
  { kind: 'debug-page', by: 'rails', from: 400, body: /<h1>[^<]{0,200}(?:Routing Error|ActionController|ActiveRecord)[\s\S]{0,5000}Rails\.root:/ },
  { kind: 'debug-page', by: 'next', body: /<script[^>]{0,200}src="[^"]{0,200}\/_next\/static\/chunks\/(?:react-refresh|webpack\.js\?ts=|main\.js\?ts=)/ },
  { kind: 'debug-page', by: 'vite', body: /<script type="module" src="\/@vite\/client"><\/script>/ },
  { kind: 'debug-page', by: 'phpinfo', body: /<title>(?:PHP [\d.]+ - )?phpinfo\(\)<\/title>/ },
  {
    kind: 'stack-trace',
    by: 'node',
    from: 400,
    body: /\n? {2,8}at (?:async )?[^\n<]{1,200}\((?:file:\/\/)?\/[^\s()<]{1,300}\.(?:[cm]?js|tsx?):\d+:\d+\)|<br> &nbsp; &nbsp;at [^<]{1,300}:\d+:\d+/,
  },
  { kind: 'stack-trace', by: 'python', from: 400, body: /Traceback \(most recent call last\):/ },
  { kind: 'stack-trace', by: 'java', from: 400, body: /\n\s{0,8}at [\w$.]{3,200}\([\w$]{1,100}\.java:\d+\)/ },
  { kind: 'stack-trace', by: 'dotnet', from: 400, body: /\n? {1,8}at [\w.<>`]{3,200}\([^)\n]{0,200}\) in [^\n]{1,200}:line \d+/ },
  {
    kind: 'stack-trace',
    by: 'php',
    from: 400,
    body: /(?:<b>)?(?:Fatal error|Parse error|Warning)(?:<\/b>)?: {1,2}[^\n]{1,300} in (?:<b>)?\/[^\s<]{1,300}\.php(?:<\/b>)? on line/,
  },
  {
    kind: 'database-error',
    by: 'sql',
    from: 400,
    body: /(?:PrismaClient\w{3,40}Error|SQLSTATE\[\w{5}\]|syntax error at or near "|ER_\w{3,40}: |psycopg2?\.(?:errors|OperationalError)|SequelizeDatabaseError)/,
  },
  { kind: 'directory-listing', by: 'nginx', body: /<title>Index of \/[^<]{0,300}<\/title>[\s\S]{0,300}<h1>Index of \// },
  { kind: 'directory-listing', by: 'python', body: /<title>Directory listing for \/[^<]{0,300}<\/title>/ },
  { kind: 'directory-listing', by: 'serve', body: /<title>(?:Files within|listing directory) [^<]{1,300}<\/title>/i },
];

const BODY_CAP = 100_000;

/** Recognises debug pages, stack traces, database errors and directory listings; nothing for other answers. */
export function recogniseDetails({ status, body }: { readonly status: number; readonly body: string }): ServerDetails | undefined {
  const text = body.slice(0, BODY_CAP);
  for (const { kind, by, from = 0, body: pattern } of SIGNS) {
    const match = status >= from ? pattern.exec(text) : null;
    if (match) return { kind, by, sign: quote(match[0].replace(/\s+/g, ' ').slice(0, 160), 200) };
  }
  return undefined;
}
