import { expect, test } from 'vitest';
import { envSigns } from './env-value.ts';

// Assembled here, so that no file of ours holds a key.
const long = 'k9Qz2mV7xR4tB8wL1nC6yH3jF5dS0gPa';
test.each<[string, string, string[]]>([
  ['A', '', ['empty']],
  ['A', 'undefined', ['nothing-word']],
  ['A', 'changeme', ['stand-in']],
  ['A', '<your key>', ['stand-in']],
  ['STRIPE_SECRET_KEY', ['sk', 'test', long].join('_'), ['test-key']],
  ['STRIPE_SECRET_KEY', ['sk', 'live', long].join('_'), ['live-key']],
  ['PAYPAL_URL', 'https://api-m.sandbox.paypal.com', ['sandbox']],
  ['SUPABASE_KEY', `eyJhbGciOiJIUzI1NiJ9.${Buffer.from('{"iss":"supabase-demo"}').toString('base64url')}.x`, ['sandbox']],
  ['SITE_URL', 'http://localhost:3000', ['local-address']],
  ['SITE_URL', 'https://a1b2.ngrok-free.app', ['tunnel']],
  ['SITE_URL', 'http://acme.example.com', ['plain-http']],
  ['SITE_URL', 'http://api.railway.internal:80', []],
  ['DB_HOST', 'db.example.com:5432', ['port-in-host']],
  ['CORS_ORIGIN', 'https://app.example.com/', ['origin-with-slash']],
  ['CORS_ORIGIN', 'https://app.example.com', []],
  ['FIREBASE_PRIVATE_KEY', `-----BEGIN PRIVATE KEY-----${String.raw`\n`}MII`, ['pem-on-one-line']],
  ['AUTH_SECRET', 'supersecret', ['short-secret', 'known-secret']],
  ['AUTH_SECRET', 'tooshort1x9', ['short-secret']],
  ['AUTH_SECRET', long, []],
  ['STRIPE_CLIENT_SECRET', 'short', []],
  ['DATABASE_URL', 'postgres://postgres:pw@db.acme.io/x', ['superuser']],
  ['DATABASE_URL', 'postgres://postgres:pw@db.abcd.supabase.co/x', []],
  ['DATABASE_URL', 'postgres://app:pw@db.acme.io/x?sslmode=disable', ['no-tls']],
  ['DATABASE_URL', 'postgres://postgres:pw@localhost/x?sslmode=disable', ['local-address']],
  ['DATABASE_URL', 'postgres://postgres:pw@db/x?sslmode=disable', []],
])('%s=%s', (name, value, expected) => expect(envSigns(name, value)).toEqual(expected));
