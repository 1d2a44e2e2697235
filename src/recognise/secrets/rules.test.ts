import { expect, test } from 'vitest';
import { randomText } from '../../../test/repository/made-up-secrets.ts';
import { secretRules } from '../../data/secret-rules.ts';
import type { SecretRule } from '../../model/secret-rule.ts';
import { isInventedText } from './made-up.ts';
import { compileScanner } from './scanner.ts';
import { anchorOf, readShape, sampleOf, shapeSource } from './shape.ts';

const scanner = compileScanner(secretRules);
let seed = 1;
/** Equals signs only end a value. */
const pick = (alphabet: string): string => randomText(1, seed++, alphabet.replace('=', ''));
/** A value of a shape, and none that a person would have made up. */
function made(shape: string, longest = false): string {
  for (let tries = 0; tries < 50; tries++) {
    const value = sampleOf(shape, pick, longest);
    if (!isInventedText(value.replaceAll(anchorOrNothing(shape), ''))) return value;
  }
  throw new Error(`every value of ${shape} looks made up`);
}
function anchorOrNothing(shape: string): string {
  return readShape(shape).find(({ literal = '' }) => literal.length >= 3)?.literal ?? '\0';
}
const classesOf = (rule: SecretRule, text: string): string[] =>
  scanner
    .scan(Buffer.from(text))
    .filter(({ format }) => format === rule.id)
    .map((hit) => hit.class);

const shaped = secretRules.flatMap((rule) => (rule.shapes ?? []).map((shape) => [rule.id, shape, rule] as const));
test.each(shaped)('%s finds %s, short and long, in every surrounding, and not in the middle of a word', (_, shape, rule) => {
  for (const longest of [false, true]) {
    const value = made(shape, longest);
    const near = rule.near ? `${rule.near.source.toUpperCase()}_SECRET=` : '';
    for (const text of [`${near}${value}`, `${near}"${value}"`, `x\n${near}<${value}>\n`, `{"${near}a":"${value}"}`, `${near}\\n${value}\\n`])
      expect(classesOf(rule, text), `${text.length} characters`).toEqual([rule.class]);
    const inWord = /^\w/.test(shape) && !rule.near ? [`X${value}`, `x_${value}`] : [];
    expect(inWord.flatMap((text) => classesOf(rule, text))).toEqual([]);
  }
});

/** Where people put keys. */
const PLACES: readonly (readonly [path: string, text: (name: string, value: string) => string])[] = [
  ['.env', (name, value) => `# services\nPORT=3000\n${name}=${value}\nDEBUG=1\n`],
  ['.env.production', (name, value) => `export ${name}="${value}" # rotate me\n`],
  ['src/client.ts', (name, value) => `import { Client } from 'x';\nconst client = new Client({ ${name}: '${value}', timeout: 5 });\n`],
  ['src/client.py', (name, value) => `client = Client(\n    ${name}="${value}",\n)\n`],
  ['config.json', (name, value) => JSON.stringify({ a: 1, [name]: value }, undefined, 2)],
  ['deploy.yml', (name, value) => `env:\n  PORT: 3000\n  ${name}: ${value}\n`],
  ['compose.yaml', (name, value) => `services:\n  app:\n    environment:\n      - ${name}=${value}\n`],
  ['run.sh', (name, value) => `curl -H "x-key: ${value}" -d ${name}='${value}' https://api.acme.io\n`],
];

test.each(shaped)('%s finds %s where people put it, and nothing that is too short, or written otherwise', (_, shape, rule) => {
  const value = made(shape);
  const name = `${rule.near ? rule.near.source.toUpperCase() : 'MY'}_KEY`;
  for (const [path, text] of PLACES) {
    const found = scanner.scan(Buffer.from(text(name, value)), { path }).filter(({ format }) => format === rule.id);
    expect(found.length, path).toBeGreaterThan(0);
    expect(new Set(found.map((hit) => hit.class)), path).toEqual(new Set([rule.class]));
  }
  const { literal } = anchorOf(shape);
  const otherwise = literal.replace(/[A-Za-z](?=[^A-Za-z]*$)/, (letter) => (letter === 'x' ? 'y' : 'x'));
  // A rule may have another shape that fits.
  const alone = compileScanner([{ ...rule, id: 'alone', shapes: [shape] }]);
  for (const text of [value.slice(0, -1), value.replace(literal, otherwise)].filter((one) => one !== value))
    expect(alone.scan(Buffer.from(`${name}=${text}`)).filter(({ format }) => format === 'alone')).toEqual([]);
});

const named = secretRules.flatMap((rule) => (rule.names ?? []).map((name) => [rule.id, name, rule] as const));
test.each(named)('%s finds what is given to %s', (_, name, rule) => {
  for (const shape of rule.values ?? []) {
    const value = made(shape);
    const camel = name.toLowerCase().replaceAll(/_(.)/g, (_all, letter: string) => letter.toUpperCase());
    for (const [path, text] of PLACES.slice(0, -1))
      expect(scanner.scan(Buffer.from(text(name, value)), { path }).filter(({ format }) => format === rule.id).length, path).toBe(1);
    for (const text of [`${name}=${value}`, `export MY_${name}="${value}"`, `${camel}: '${value}',`, `"${name}": "${value}"`, `env["${name}"] = "${value}"`])
      expect(classesOf(rule, text), text.replace(value, '…')).toEqual([rule.class]);
    expect(classesOf(rule, `${name}=process.env.${name}`)).toEqual([]);
    expect(classesOf(rule, `${name} == "${value}"`)).toEqual([]);
  }
});

const missing = secretRules.flatMap((rule) => (rule.nearMisses ?? []).map((shape) => [rule.id, shape, rule] as const));
test.each(missing)('%s finds nothing usable in %s', (_, shape, rule) => {
  expect(classesOf(rule, sampleOf(shape, pick)).filter((kind) => kind !== 'placeholder')).toEqual([]);
});

const PROVIDERS =
  'OpenAI|Anthropic|Google|OpenRouter|Groq|Mistral|Replicate|Hugging Face|Pinecone|LangSmith|Langfuse|Cohere|Together AI|Fireworks AI|DeepSeek|Perplexity|ElevenLabs|Deepgram|AssemblyAI|Voyage AI|' +
  'Tavily|Exa|Firecrawl|Stability AI|Helicone|Weights & Biases|E2B|xAI|Cerebras|Supabase|Neon|PlanetScale|Turso|MongoDB Atlas|Upstash|Redis Cloud|Convex|Airtable|Xata|Vercel|Netlify|Cloudflare|' +
  'Fly.io|Render|Railway|Heroku|DigitalOcean|AWS|Azure|Stripe|Clerk|Auth0|WorkOS|Paddle|Lemon Squeezy|Razorpay|Square|PayPal|Shopify|Resend|SendGrid|Postmark|Mailgun|Brevo|Mailchimp|Loops|Twilio|' +
  'Slack|Discord|Telegram|GitHub|GitLab|npm|PyPI|Docker|Sentry|PostHog|Datadog|New Relic|Algolia|Linear|Notion|Figma|HubSpot|Intercom|Doppler|HashiCorp Vault|1Password|Terraform Cloud|Pulumi|' +
  'Weaviate|Qdrant|Stytch|Polar|Mapbox|Mistral|Grafana|age|TLS, SSH or a service account';
test('the services that an app with AI uses are known', () => {
  const known = new Set(secretRules.map(({ provider }) => provider));
  expect(PROVIDERS.split('|').filter((name) => !known.has(name))).toEqual([]);
  expect(known.size).toBeGreaterThan(120);
});

test('rules have ids of their own, words for people and a source', () => {
  expect(secretRules.length).toBeGreaterThan(60);
  expect(new Set(secretRules.map(({ id }) => id)).size).toBe(secretRules.length);
  for (const rule of secretRules) {
    expect(rule.id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
    expect(rule.says).toMatch(/^an? /);
    expect(rule.source).toMatch(/^https:\/\//);
    expect([rule.shapes, rule.names && rule.values, rule.look].some((part) => part !== undefined)).toBe(true);
    for (const shape of [...(rule.shapes ?? []), ...(rule.names ? (rule.values ?? []) : [])]) {
      const most = readShape(shape).reduce((sum, part) => sum + part.most, 0);
      // It must fit into the window that the prefilter gives.
      expect(most, shape).toBeLessThan(rule.look === 'long' ? 2000 : 450);
    }
  }
});

test('no pattern can run away: what a shape becomes has no nesting, no alternatives and no open end', () => {
  for (const [, shape] of shaped) {
    const { from, before } = anchorOf(shape);
    const source = shapeSource([...before, ...from]);
    expect(source.replaceAll(/\\./g, '').replaceAll(/\[[^\]]+\]\{\d+(?:,\d+)?\}/g, '')).toMatch(/^[A-Za-z0-9_\-:/=% @.~]*$/);
  }
});
