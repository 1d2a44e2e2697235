import type { SecretRule } from '../../model/secret-rule.ts';
import { token, type Shared } from './rule.ts';

const shared: Shared = {
  provider: 'Google',
  source: 'https://cloud.google.com/docs/authentication/api-keys',
  rotateAt: 'console.cloud.google.com → Credentials',
  allows: 'spend your quota on paid Google services such as Gemini',
};

export const google: readonly SecretRule[] = [
  token(shared, {
    id: 'google-client-secret',
    says: 'a Google sign-in client secret',
    shapes: ['GOCSPX-{28w}'],
    allows: 'pretend to be your app at Google sign-in',
  }),
  token(shared, {
    id: 'google-refresh-token',
    says: 'a Google refresh token',
    shapes: ['1//0{40-120w}'],
    source: 'https://developers.google.com/identity/protocols/oauth2#size',
    allows: 'act as the person who gave it, until it is taken back',
    rotateAt: 'myaccount.google.com → Security → Third-party connections',
  }),
  token(shared, {
    id: 'google-access-token',
    says: 'a Google access token',
    shapes: ['ya29.{60-400w}'],
    source: 'https://developers.google.com/identity/protocols/oauth2',
    sure: false,
    allows: 'act as the person who gave it, for an hour',
    rotateAt: 'it ends by itself',
  }),
  token(shared, {
    id: 'firebase-server-key',
    says: 'a Firebase Cloud Messaging server key',
    shapes: ['{11w}:APA91b{130-180w}'],
    source: 'https://firebase.google.com/docs/cloud-messaging/auth-server',
    rotateAt: 'console.firebase.google.com → Cloud Messaging',
    allows: 'send messages to every device of your users',
  }),
  token(shared, {
    id: 'google-auth-key',
    says: 'a Gemini API key',
    shapes: ['AQ.Ab{44-60w}'],
    source: 'https://ai.google.dev/gemini-api/docs/api-key',
    rotateAt: 'aistudio.google.com → API keys',
  }),
  token(shared, { id: 'google-key', says: 'a Google API key', shapes: ['AIza{35w}'], look: 'google' }),
];
