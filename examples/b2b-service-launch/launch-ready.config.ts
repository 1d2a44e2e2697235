import { defineConfig } from 'launch-ready/config';

export default defineConfig({
  project: 'contract-desk',
  profile: 'b2b-service-launch',
  hosts: [
    { name: 'contractdesk.example', purpose: 'apex', owner: 'Marketing' },
    { name: 'app.contractdesk.example', purpose: 'app', owner: 'Product' },
    { name: 'api.contractdesk.example', purpose: 'api', owner: 'Product' },
    { name: 'status.contractdesk.example', purpose: 'status', owner: 'Product' },
  ],
  canonicalHost: 'contractdesk.example',
  mail: {
    sends: true,
    senders: [
      { domain: 'contractdesk.example', provider: 'microsoft-365', selectors: ['selector1', 'selector2'] },
      { domain: 'notify.contractdesk.example', provider: 'postmark', selectors: ['20260101.pm'] },
    ],
  },
  chat: { endpoint: 'https://api.contractdesk.example/v1/chat' },
  database: { urlEnv: 'DATABASE_URL' },
  owned: ['app.contractdesk.example', 'api.contractdesk.example'],
  contacts: [
    { role: 'alerts', name: 'On call', reach: 'oncall@contractdesk.example' },
    { role: 'registrar', name: 'Registrar support', reach: 'https://registrar.example/help' },
  ],
  waivers: [
    {
      check: 'email/dmarc',
      problem: 'policy-none',
      subject: 'contractdesk.example',
      class: 'incident',
      reason: 'Reports are read for two weeks before the policy is tightened.',
      owner: 'Dana Doe',
      at: '2026-11-20',
      until: '2026-12-10',
    },
  ],
});
