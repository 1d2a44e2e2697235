import { appBut } from '../faults/change.ts';
import { repositoryWith } from '../faults/repository.ts';
import { headerIs, path } from '../faults/web.ts';
import {
  googleWebKey,
  openAiKey,
  privateKeyPem,
  seeded,
  stripeLiveKey,
  stripePublishableKey,
  stripeTestKey,
  supabaseKey,
} from '../acme/repository/key-shapes.ts';
import { DOMAIN, page } from '../healthy.ts';
import type { SiteAnswer } from '../site.ts';
import type { Scenario } from '../scenario.ts';

// Assembled here, so that no file of ours holds a key.
const APP = `app.${DOMAIN}`;
const random = seeded('deployed code');
const OPENAI = openAiKey(random);
const STRIPE = stripeLiveKey(random);
const SERVICE = supabaseKey(random, 'service_role');
const ANON = supabaseKey(random, 'anon');
const FIREBASE = googleWebKey(random);
const PUBLISHABLE = stripePublishableKey(random);
const TEST = stripeTestKey(random);
const OWN = random.text(40);
const PASSWORD = random.text(24);

const html = (body: string): SiteAnswer => ({ status: 200, headers: [['content-type', 'text/html; charset=utf-8']], body });
const file = (type: string, body: string): SiteAnswer => ({ status: 200, headers: [['content-type', type]], body });
const script = (at: string, body: string) => path('app', at, file('text/javascript', body));
const front = (inside: string) => path('app', '/', html(page('Acme', inside)));
/** A policy that lets scripts in the page run, so that nothing but the key is wrong. */
const inline = headerIs('app', 'content-security-policy', "default-src 'self'; script-src 'self' 'unsafe-inline'; frame-ancestors 'none'");
const loads = (body: string) => [front('<script src="/assets/index-Dk3x9Qa1.js"></script>'), script('/assets/index-Dk3x9Qa1.js', body)];
const usable = `secrets/deployed-code:usable-secret@${APP}`;
const map = (content: string) =>
  JSON.stringify({ version: 3, sources: ['../src/main.ts', '../src/model.ts'], sourcesContent: ['import "./model"', content], mappings: '' });
const env = {
  '.env.local': `MODEL_API_KEY=${OWN}\nDATABASE_URL=postgres://acme:${PASSWORD}@db.acme.io/acme\nNEXT_PUBLIC_NAME=acme-production\nNODE_ENV=production\n`,
};
const withRepository = (untracked: Readonly<Record<string, string>>) => {
  const { repository } = repositoryWith([], { untracked });
  return { ...(repository && { repository }) };
};

/** Keys in what visitors get, wherever it is loaded from. */
export const deployedCodeScenarios: readonly Scenario[] = [
  {
    name: 'a key of the model provider is in the script of app',
    world: appBut(...loads(`const k="${OPENAI}";fetch(u,{headers:{authorization:"Bearer "+k}})`)),
    finds: [usable],
  },
  {
    name: 'a key is in a chunk that app loads later',
    world: appBut(
      ...loads('const d=["assets/Chat-B1xq8Za2.js"];import("./Chat-B1xq8Za2.js")'),
      script('/assets/Chat-B1xq8Za2.js', `export const k="${STRIPE}"`),
    ),
    finds: [usable],
  },
  {
    name: 'the service role key is in the data of the page',
    world: appBut(inline, front(`<script>self.__next_f.push([1,"a:{\\"key\\":\\"${SERVICE}\\"}"])</script>`)),
    finds: [usable],
  },
  { name: 'a key is in a comment of the page', world: appBut(front(`<!-- old key: ${STRIPE} -->`)), finds: [usable] },
  {
    name: 'a key is in the source map that app serves',
    world: appBut(...loads('x()\n//# sourceMappingURL=index.map'), path('app', '/assets/index.map', file('application/json', map(`const key = "${OPENAI}";`)))),
    finds: [usable],
    also: [`edge/source-maps:public@${APP}`],
  },
  { name: 'a key is in a style sheet', world: appBut(path('app', '/style.css', file('text/css', `/* ${OPENAI} */a{color:red}`))), finds: [usable] },
  {
    name: 'a key is in settings that app fetches',
    world: appBut(...loads('fetch("/runtime-config.json")'), path('app', '/runtime-config.json', file('application/json', JSON.stringify({ stripe: STRIPE })))),
    finds: [usable],
  },
  { name: 'a key is in a header of every answer', world: appBut(headerIs('app', 'x-model-key', OPENAI)), finds: [usable] },
  {
    name: 'one key in three places is one finding',
    world: appBut(front(`<!-- ${OPENAI} --><script src="/a.js"></script>`), script('/a.js', `"${OPENAI}"`), headerIs('app', 'x-key', OPENAI)),
    finds: [usable],
  },
  {
    name: 'keys that are made for browsers are fine',
    world: appBut(
      ...loads(
        `createClient(u,"${ANON}");loadStripe("${PUBLISHABLE}");initializeApp({apiKey:"${FIREBASE}",authDomain:"acme.firebaseapp.com",projectId:"acme"})`,
      ),
    ),
    finds: [],
    passes: [`secrets/deployed-code@${APP}`],
  },
  {
    name: 'app was built with the publishable key of the test mode',
    world: appBut(...loads(`loadStripe("${PUBLISHABLE.replace('_live_', '_test_')}")`)),
    finds: [`secrets/test-mode-live:test-key-served@${APP}`],
  },
  { name: 'a test key is in the script of app', world: appBut(...loads(`new Stripe("${TEST}")`)), finds: [`secrets/deployed-code:test-key@${APP}`] },
  {
    name: 'a Google key whose use nothing tells is in the script of app',
    world: appBut(...loads(`q("${FIREBASE}")`)),
    finds: [`secrets/deployed-code:maybe-secret@${APP}`],
  },
  {
    name: 'a script of app does not answer, so that it cannot be cleared',
    world: appBut(front('<script src="/a.js"></script>'), path('app', '/a.js', { fault: 'never' })),
    finds: [],
    unknown: [`secrets/deployed-code@${APP}`],
  },
  {
    name: 'own values are in what visitors get: plain, in base 64, and the password of the database',
    world: {
      ...appBut(...loads(`const a=atob("${Buffer.from(`key:${OWN}`).toString('base64')}"),p="${PASSWORD}",n="acme-production"`)),
      ...withRepository(env),
    },
    finds: [usable, usable],
  },
  {
    name: 'a build lies in the folder, ignored by git, with an own value and a key in it',
    world: repositoryWith([], {
      untracked: {
        ...env,
        'dist/index.html': '<!doctype html><script type="module" src="/assets/index-a1b2c3d4.js"></script>',
        'dist/assets/index-a1b2c3d4.js': `const k="${OWN}",s="${STRIPE}",t="${TEST}",g="${FIREBASE}";`,
        'dist/server/index.js': `const p="${PASSWORD}"`,
        'node_modules/x/dist/index.html': OPENAI,
      },
    }),
    finds: ['secrets/built-code:in-built-code', 'secrets/built-code:in-built-code', 'secrets/built-code:test-key', 'secrets/built-code:maybe-secret'],
  },
  {
    name: 'a page that Next.js rendered ahead hands the address of the database to a browser component',
    world: repositoryWith([], {
      untracked: {
        ...env,
        '.git/info/exclude': '.next\n',
        '.next/static/chunks/2v2kh.js': 'x()',
        '.next/server/app/chat.rsc': `1:["$","$L2",null,{"settings":{"url":"postgres://acme:${PASSWORD}@db.acme.io/acme"}}]`,
        '.next/server/app/chat/page.js': `const p="${OWN}"`,
        '.next/server/pages/about.json': JSON.stringify({ pageProps: { key: OWN } }),
        '.next/server/pages/about.js.nft.json': JSON.stringify({ files: [STRIPE] }),
      },
    }),
    finds: ['secrets/built-code:in-built-code', 'secrets/built-code:in-built-code'],
  },
  {
    name: 'a log that git ignores holds a key',
    world: repositoryWith([], { untracked: { '.git/info/exclude': '*.log\n', 'npm-debug.log': `authorization: Bearer ${STRIPE}\n` } }),
    finds: ['secrets/built-code:in-log'],
  },
  {
    name: 'a sound build lies in the folder',
    world: repositoryWith([], {
      untracked: { ...env, 'dist/index.html': '<!doctype html><title>Acme</title>', 'dist/index.js': `createClient("${ANON}")`, 'dist/server/index.js': OWN },
    }),
    finds: [],
    passes: ['secrets/built-code'],
  },
  {
    name: 'one key in the deployed script and in the build is one finding',
    world: {
      ...appBut(...loads(`k="${OPENAI}"`)),
      ...withRepository({ 'dist/index.html': '<!doctype html>', 'dist/assets/index-Dk3x9Qa1.js': `k="${OPENAI}"` }),
    },
    finds: [usable],
  },
  {
    name: 'a private key lies beside the pages of app',
    world: appBut(...loads(`fetch("/settings.json")`), path('app', '/settings.json', file('application/json', JSON.stringify({ pem: privateKeyPem(random) })))),
    finds: [usable],
  },
];
