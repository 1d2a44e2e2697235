import { defineConfig } from 'launch-ready/config';

export default defineConfig({
  project: 'warehouse-assistant',
  profile: 'internal-ops-launch',
  hosts: [
    { name: 'app.warehouse.example', purpose: 'app', owner: 'Operations team' },
    { name: 'api.warehouse.example', purpose: 'api', owner: 'Operations team' },
    { name: 'admin.warehouse.example', purpose: 'admin', owner: 'IT' },
  ],
  canonicalHost: 'app.warehouse.example',
  mail: { sends: true, senders: [{ domain: 'warehouse.example', provider: 'google-workspace', selectors: ['google'] }] },
  chat: { endpoint: 'https://api.warehouse.example/chat' },
  database: { urlEnv: 'DATABASE_URL' },
  owned: ['app.warehouse.example', 'api.warehouse.example', 'admin.warehouse.example'],
  contacts: [
    { role: 'alerts', name: 'Operations on call', reach: 'oncall@warehouse.example' },
    { role: 'hosting', name: 'Host support', reach: 'https://host.example/support' },
  ],
  attestations: [
    {
      row: 'J10',
      statement: 'Alerts reach the operations on-call phone, which two people carry in turn.',
      by: 'Dana Doe',
      evidence: 'https://wiki.warehouse.example/on-call',
      at: '2026-11-20',
    },
  ],
});
