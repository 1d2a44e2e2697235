import { awsExampleKeyId, googleWebKey, placeholderPem, publicKeyPem, type Seeded, stripePublishableKey, supabaseKey } from './key-shapes.ts';
import type { Tree } from './tree.ts';

/** Something that looks like a secret and is none; a finding on it is a false alarm. */
export interface Lookalike {
  readonly path: string;
  /** The text that must not be reported. */
  readonly value: string;
  readonly because: string;
}

/** Files full of look-alikes, as healthy projects have them. */
export function lookalikes(random: Seeded): { readonly files: Tree; readonly list: readonly Lookalike[] } {
  const publishable = stripePublishableKey(random);
  const anon = supabaseKey(random, 'anon');
  const webKey = googleWebKey(random);
  const integrity = ['next', 'openai', 'pg', 'stripe', 'zod'].map((name) => [name, `sha512-${random.bytes(64).toString('base64')}`] as const);
  const image = Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), random.bytes(900)]).toString('base64');
  const publicKey = publicKeyPem(random);
  const hash = random.bytes(20).toString('hex');
  const uuid = random
    .bytes(16)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const files: Tree = {
    'lib/public-config.ts': [
      '// Public by design: these ship in every page.',
      `export const stripeKey = '${publishable}';`,
      `export const supabase = { url: 'https://acme.supabase.co', anonKey: '${anon}' };`,
      `export const firebaseConfig = { apiKey: '${webKey}', authDomain: 'acme.firebaseapp.com', projectId: 'acme' };`,
      `export const analyticsId = '${uuid}';`,
      '',
    ].join('\n'),
    'tests/fixtures/aws-event.json': `${JSON.stringify({ accessKeyId: awsExampleKeyId(), region: 'eu-central-1' }, null, 2)}\n`,
    'tests/auth.test.ts': [
      "import { expect, test } from 'vitest';",
      '',
      "const password = 'hunter2-not-real';",
      "const token = 'test-token-123456';",
      "const apiKey = 'sk-your-key-here';",
      "const header = 'Bearer <your token>';",
      "test('a wrong password is refused', () => expect([password, token, apiKey, header]).toHaveLength(4));",
      '',
    ].join('\n'),
    'docs/keys.md': `# Keys\n\nPut the key of the signing service into SIGNING_KEY:\n\n${placeholderPem()}\nOur public key:\n\n${publicKey}`,
    'package-lock.json': `${JSON.stringify(
      {
        name: 'acme-assist',
        lockfileVersion: 3,
        packages: Object.fromEntries(integrity.map(([name, sum]) => [`node_modules/${name}`, { version: '1.0.0', integrity: sum }])),
      },
      null,
      2,
    )}\n`,
    'app/globals.css': `body { margin: 0; font-family: system-ui }\n.logo { background: url(data:image/png;base64,${image}) }\n`,
    'public/version.json': `${JSON.stringify({ commit: hash, build: uuid })}\n`,
  };
  const list: Lookalike[] = [
    { path: 'lib/public-config.ts', value: publishable, because: 'a publishable key' },
    { path: 'lib/public-config.ts', value: anon, because: 'the anonymous role is public by design' },
    { path: 'lib/public-config.ts', value: webKey, because: 'a Firebase web key is public by design' },
    { path: 'tests/fixtures/aws-event.json', value: awsExampleKeyId(), because: "the provider's documentation example" },
    { path: 'tests/auth.test.ts', value: 'hunter2-not-real', because: 'a test fixture' },
    { path: 'tests/auth.test.ts', value: 'sk-your-key-here', because: 'a placeholder' },
    { path: 'docs/keys.md', value: 'your-key-goes-here', because: 'a placeholder' },
    { path: 'docs/keys.md', value: publicKey, because: 'a public key' },
    { path: 'app/globals.css', value: image, because: 'an image' },
    { path: 'public/version.json', value: hash, because: 'a commit id' },
    ...integrity.map(([, value]) => ({ path: 'package-lock.json', value, because: 'an integrity hash' })),
  ];
  return { files, list };
}
