import { defineConfig } from 'launch-ready/config';

export default defineConfig({
  project: 'report-helper',
  profile: 'internal-ops-demo',
  hosts: [
    { name: 'reports.example.org', purpose: 'app', owner: 'Finance' },
    { name: 'docs.reports.example.org', purpose: 'docs', owner: 'Finance' },
  ],
  canonicalHost: 'reports.example.org',
  // It writes no mail yet: nobody may send in its name then, which the audit verifies.
  mail: { sends: false },
  chat: { endpoint: 'https://reports.example.org/api/chat' },
});
