import { secretRules } from '../../data/secret-rules.ts';
import type { ClientPart, ClientPlace, ClientSecret } from '../../evidence/secrets/client-secret.ts';
import type { Proof } from '../../model/finding.ts';
import type { Remedy } from '../../model/fix.ts';
import type { Intent } from '../../model/intent.ts';
import { count } from '../../model/message.ts';
import { knownWords } from '../../model/secret-rule.ts';
import { quote } from '../../model/text.ts';

const PARTS: Readonly<Record<ClientPart, string>> = {
  script: 'in a script',
  style: 'in a style sheet',
  page: 'in the text of a page',
  'inline-script': 'in a script written into a page',
  payload: 'in the data that a page hands to its scripts',
  comment: 'in a comment of a page',
  'source-map': 'in the source code that the source map holds',
  manifest: 'in a manifest',
  settings: 'in settings that the page fetches',
  answer: 'in an answer',
  header: 'in a header of an answer',
  cookie: 'in a cookie',
  log: 'in a log',
};
const ENCODINGS: Readonly<Record<string, string>> = {
  base64: 'written in base64',
  url: 'URL-encoded',
  json: 'escaped',
  html: 'escaped',
  hex: 'written in hexadecimal',
};

export function clientKey(secret: ClientSecret): string {
  const [first] = secret.places;
  return (
    secret.fingerprint?.slice(0, 12) ?? `${secret.format ?? secret.variables[0] ?? 'value'}@${(first?.at ?? '').replaceAll(/[^\x21-\x7e]/g, '_')}`.slice(0, 200)
  );
}

/** What it is, and what somebody who has it can do. */
export function describeClientSecret(secret: ClientSecret, intent?: Intent): { readonly what: string; readonly allows: string } {
  const format = knownWords(secret.format ?? '', secretRules, intent?.secretRules);
  const [variable] = secret.variables;
  const value = variable === undefined ? undefined : `the value of ${secret.variables.slice(0, 2).join(' and ')}`;
  if (!format) return { what: value ?? 'a secret', allows: 'use what it opens' };
  return { what: value === undefined ? format.says : `${format.says}, ${value},`, allows: format.allows };
}

export function clientProof(secret: ClientSecret): Proof[] {
  const places = secret.places.slice(0, 6).map((place) => {
    const [module, ...importers] = place.modules;
    const written = secret.encoding ? ENCODINGS[secret.encoding] : undefined;
    const isFile = !/^https?:/.test(place.at);
    return {
      says: `${capital(PARTS[place.part])}${written ? `, ${written}` : ''}${module === undefined ? '' : `, from ${module}`}${isFile ? '' : `: ${whereIs(place)}`}`,
      lines: [quote(secret.masked), ...(module !== undefined && importers.length > 0 ? [sayChain(place.modules)] : [])],
      ...(isFile && { location: { path: place.at, line: place.line } }),
    };
  });
  return secret.places.length > 6 ? [...places, { says: `And ${count(secret.places.length - 6, 'more place')}` }] : places;
}

function whereIs({ at, line, column, part }: ClientPlace): string {
  return part === 'header' || part === 'cookie' ? at : `${at}, line ${line}, column ${column}`;
}

const sayChain = (modules: readonly string[]) => quote(`it comes from ${modules.join(', which is imported by ')}`, 300);
const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

/** The module that brought it in, when a source map tells. */
export function moduleOf(secret: ClientSecret): string | undefined {
  return secret.places.find(({ modules }) => modules.length > 0)?.modules[0];
}

interface Stack {
  readonly fits: RegExp;
  readonly name: string;
  readonly route: string;
  readonly snippet: string;
}
const handler = (read: string, answer: string): string => `${read}\n${answer}`;
const CALL = "const answer = await fetch(PROVIDER_URL, { method: 'POST', headers: { authorization: `Bearer ${KEY}` }, body: await request.text() });";

/** By the addresses and folders that a framework's build makes. */
const STACKS: readonly Stack[] = [
  {
    fits: /\/_next\/|(?:^|\/)\.next\//,
    name: 'Next.js',
    route: 'app/api/chat/route.ts',
    snippet: handler(
      "import 'server-only';\nconst KEY = process.env.NAME;",
      `export async function POST(request: Request) {\n  ${CALL}\n  return new Response(answer.body, { status: answer.status });\n}`,
    ),
  },
  {
    fits: /\/_nuxt\/|(?:^|\/)\.(?:nuxt|output)\//,
    name: 'Nuxt',
    route: 'server/api/chat.post.ts',
    snippet: handler(
      '// nuxt.config.ts: runtimeConfig: { key: process.env.NAME }, never under runtimeConfig.public',
      `export default defineEventHandler(async (event) => {\n  const { key } = useRuntimeConfig(event);\n  return $fetch(PROVIDER_URL, { method: 'POST', headers: { authorization: \`Bearer \${key}\` }, body: await readBody(event) });\n});`,
    ),
  },
  {
    fits: /\/_app\/immutable\/|(?:^|\/)\.svelte-kit\//,
    name: 'SvelteKit',
    route: 'src/routes/api/chat/+server.ts',
    snippet: handler(
      "import { NAME } from '$env/static/private';",
      `export async function POST({ request }) {\n  ${CALL.replace('KEY', 'NAME')}\n  return new Response(answer.body, { status: answer.status });\n}`,
    ),
  },
  {
    fits: /\/static\/js\/main\.|\/assets\/[\w.-]+-[\w-]{6,}\.(?:js|css)/,
    name: 'a single-page app',
    route: 'api/chat.ts',
    snippet: handler(
      '// a function of your host (Vercel, Netlify, Cloudflare), or a route of your own server\nconst KEY = process.env.NAME;',
      `export async function POST(request: Request) {\n  ${CALL}\n  return new Response(answer.body, { status: answer.status });\n}`,
    ),
  },
];

/** Replace first: what visitors have cannot be taken back. Then the call moves to the server, by the way of the stack that was seen. */
export function clientRemedy(secret: ClientSecret, intent?: Intent): Remedy {
  const format = knownWords(secret.format ?? '', secretRules, intent?.secretRules);
  const variable = secret.variables[0] ?? 'NAME';
  const module = moduleOf(secret);
  const stack = STACKS.find(({ fits }) => secret.places.some(({ at }) => fits.test(at)));
  const chain = secret.places.find(({ modules }) => modules.length > 1)?.modules;
  const isHandedOver = secret.places.every(({ part }) => part === 'payload' || part === 'page');
  const route = stack?.route ?? 'a route of your server';
  return {
    steps: [
      `Make a new value${format ? ` at ${format.rotateAt}` : ' where it comes from'}; put it only into the environment variables of your host, without a prefix for browsers.`,
      isHandedOver
        ? `Server code hands ${secret.variables[0] ?? 'it'} to the browser with the page (as a prop of a browser component, or in what a loader returns): hand over only what is shown, and do there what needs the value.`
        : module === undefined
          ? `Find where browser code reads ${secret.variables[0] ?? 'it'}, and move that call into ${route}.`
          : `Move the call in ${module} into ${route}${chain ? ` (it reached the browser because ${chain.slice(1).join(' ← ')} imports it)` : ''}, and let the browser ask that route.`,
      'Build and deploy, and look again: the old value must be gone from what visitors get.',
      'Then delete the old value at the provider. From that moment the leaked one is worthless.',
    ],
    ...(stack &&
      !isHandedOver && { snippet: { language: 'ts' as const, text: stack.snippet.replaceAll('NAME', variable), where: `${stack.route} (${stack.name})` } }),
  };
}

/** Keys that are made for browsers, told once, by whose they are. */
export function sayPublicKeys(secrets: readonly ClientSecret[]): string {
  const providers = new Map<string, number>();
  for (const { format } of secrets.filter((one) => one.class === 'public')) {
    const provider = secretRules.find(({ id }) => id === format)?.provider ?? 'others';
    providers.set(provider, (providers.get(provider) ?? 0) + 1);
  }
  const words = [...providers].map(([provider, n]) => (n === 1 ? provider : `${provider} (${n})`));
  return words.length === 0 ? '' : `; keys that are made for browsers are fine there: ${words.join(', ')}`;
}
