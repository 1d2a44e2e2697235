import { expect, test } from 'vitest';
import { PLAIN_INTENT } from '../../test/support/judge-one.ts';
import { envVariables } from '../evidence/secrets/env-variables.ts';
import { deployPlatform } from '../evidence/deploy/platform.ts';
import type { EvidenceKind, Observation } from '../model/evidence.ts';
import type { ArchivedRun } from '../ports/store.ts';
import { howToOf } from './how-to.ts';

function seen<T>(kind: EvidenceKind<T>, value: T): Observation<T> {
  const looked = { kind: kind.id, version: 1, probe: kind.id, probeVersion: 1, vantage: 'here', at: '2026-11-25T10:00:00.000Z', tookMs: 1 };
  return { ...looked, subject: { kind: 'repository', name: '.' }, seen: true, value, complete: true };
}
const runOf = (evidence: readonly Observation<unknown>[]): ArchivedRun =>
  ({
    assessment: { target: { project: 'acme' }, run: { id: 'r1', at: '2026-11-25T10:00:00.000Z' } },
    evidence,
    intent: { ...PLAIN_INTENT, domains: [] },
  }) as unknown as ArchivedRun;
const variable = (name: string) => ({ name, need: 'plain' as const, atStart: false, inApp: true, places: [] });

test('how to rotate keys: each with the place where it is made anew, and where production keeps it', () => {
  const used = ['OPENAI_API_KEY', 'DATABASE_URL', 'SESSION_SECRET', 'INTERNAL_API_TOKEN', 'NEXT_PUBLIC_SITE_URL', 'PORT'].map(variable);
  const variables = {
    used,
    documented: [],
    implicit: [{ name: 'RESEND_API_KEY', package: 'resend' }],
    dynamic: [],
    exampleFiles: [],
    mentioned: [],
    validations: [],
    validators: [],
    published: [],
    setBy: [],
  };
  const platform = {
    platforms: [{ id: 'vercel', shownBy: [] }],
    framework: null,
    packageManager: null,
    orms: [],
    migrations: [],
    mailProviders: [],
    healthRoutes: [],
    chatRoutes: [],
    deployScripts: [],
    rollbackNotes: [],
    deployNotes: [],
  };
  const { chapters } = howToOf(runOf([seen(envVariables, variables), seen(deployPlatform, platform)]));
  expect(chapters.map(({ title }) => title)).toEqual(['Rotate the keys']);
  expect(chapters[0]?.now).toEqual([
    "DATABASE_URL: your database host's page for users and passwords",
    'INTERNAL_API_TOKEN: replaced at the service that gave it out',
    'OPENAI_API_KEY: platform.openai.com → API keys',
    'RESEND_API_KEY: resend.com → API keys',
    'SESSION_SECRET: your own: openssl rand -base64 32; everybody has to sign in again',
  ]);
  expect(chapters[0]?.steps[1]).toContain('Vercel → project → Settings → Environment Variables');
});

test('a run that saw no domain and no key has no chapter', () => {
  expect(howToOf(runOf([])).chapters).toEqual([]);
});
