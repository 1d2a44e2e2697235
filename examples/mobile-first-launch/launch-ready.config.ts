import { defineConfig } from 'launch-ready/config';

export default defineConfig({
  project: 'pocket-tutor',
  profile: 'mobile-first-launch',
  hosts: [
    { name: 'pockettutor.example', purpose: 'apex' },
    { name: 'app.pockettutor.example', purpose: 'app', owner: 'Sam' },
    { name: 'auth.pockettutor.example', purpose: 'auth', owner: 'Sam' },
    { name: 'api.pockettutor.example', purpose: 'api', owner: 'Sam' },
  ],
  canonicalHost: 'app.pockettutor.example',
  mail: { sends: true, senders: [{ domain: 'pockettutor.example', provider: 'resend', selectors: ['resend'] }] },
  chat: { endpoint: 'https://api.pockettutor.example/v1/messages' },
  database: { urlEnv: 'DATABASE_URL' },
  owned: ['app.pockettutor.example', 'auth.pockettutor.example', 'api.pockettutor.example'],
  launchAt: '2026-12-15T09:00:00+01:00',
  environments: {
    staging: {
      hosts: [{ name: 'staging.pockettutor.example', purpose: 'staging', owner: 'Sam' }],
      canonicalHost: 'staging.pockettutor.example',
      chat: { endpoint: 'https://staging.pockettutor.example/v1/messages' },
      database: { urlEnv: 'STAGING_DATABASE_URL' },
      owned: ['staging.pockettutor.example'],
      // Active probes (load, sign-up, faults) may run here without asking, never in production.
      active: true,
    },
  },
});
