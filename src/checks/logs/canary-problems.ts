import type { Canary } from '../../model/log-terms.ts';
import { redactFields } from './log-remedies.ts';

export const WORDS: Readonly<Record<Canary, string>> = {
  bearer: 'the bearer token',
  cookie: 'the session cookie',
  'reset-token': 'the token of a reset link',
  password: 'the password',
  prompt: 'the message to the bot',
  email: 'the mail address',
  phone: 'the phone number',
  card: 'the card number',
  'api-key': 'the key in the failing request',
};

export const canaryProblems = {
  'came-back': {
    says: '{log:name} shows {what:names} that launch-ready planted',
    class: 'blocker',
    impact: 'data',
    identity: ['log'],
    minutes: 40,
    fix: redactFields,
  },
  'came-back-as-digest': {
    says: '{log:name} shows an unsalted digest of {what:names} that launch-ready planted: who guesses the value can confirm it',
    class: 'incident',
    impact: 'data',
    identity: ['log'],
    minutes: 30,
    fails: [],
    fix: { steps: ['Use a keyed hash (HMAC) with a key that is not in the log, or leave the value out.'] },
  },
} as const;
