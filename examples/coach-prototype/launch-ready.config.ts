import { defineConfig } from 'launch-ready/config';

export default defineConfig({
  project: 'career-coach',
  profile: 'coach-prototype',
  hosts: [{ name: 'www.careercoach.example', purpose: 'www', owner: 'Robin' }],
  canonicalHost: 'www.careercoach.example',
  mail: { sends: true, senders: [{ domain: 'careercoach.example', provider: 'postmark', selectors: ['pm'] }] },
  chat: { endpoint: 'https://www.careercoach.example/api/chat' },
  contacts: [{ role: 'owner', name: 'Robin', reach: 'robin@careercoach.example' }],
});
