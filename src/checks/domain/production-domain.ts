import { defineCheck } from '../../model/check.ts';
import { previewPlatformOf } from './host-facts.ts';

export const productionDomain = defineCheck({
  id: 'domain/production-domain',
  rows: ['A3'],
  stage: 'domain',
  about: 'project',
  title: 'The product has an address of its own',
  why: 'A preview address belongs to the platform: users do not trust it, mail cannot be sent from it, and moving to another host breaks every link.',
  test: 'Read the address that users are given: does it end in a domain that you own?',
  refs: [],
  needs: {},
  maxAge: '24h',
  problems: {
    'preview-only': {
      says: 'The product is only reachable at {host:name}, a preview address of {platform:word}',
      class: 'blocker',
      impact: 'revenue',
      identity: ['host'],
      minutes: 45,
      waitMinutes: 60,
    },
    'preview-canonical': {
      says: 'The main address of the product is {host:name}, a preview address of {platform:word}, although there is a domain of its own',
      class: 'blocker',
      impact: 'revenue',
      identity: ['host'],
      minutes: 20,
      waitMinutes: 10,
    },
  },
  judge(_given, { intent, report }) {
    const named = intent.hosts.filter((host) => host.declared).map((host) => host.name);
    const all = [...new Set([...(intent.canonicalHost === undefined ? [] : [intent.canonicalHost]), ...named, ...intent.domains])].sort();
    if (all.length === 0) return report.unknown('the config names neither a domain nor a host');
    const own = all.filter((name) => !previewPlatformOf(name));
    const main = intent.canonicalHost ?? (own.length === 0 ? (named[0] ?? all[0]) : undefined);
    const platform = main === undefined ? undefined : previewPlatformOf(main);
    if (main === undefined || !platform) return report.pass(`own domain: ${own.slice(0, 3).join(', ')}`);
    const steps = [
      own.length === 0 ? 'Register a domain, or choose one that you own.' : `Use ${own[0]} as the main address.`,
      `Add it to the project at ${platform.title}: ${platform.where}.`,
      'Enter the DNS records that it shows, and wait until it says that the certificate is ready.',
      `Redirect ${main} to the new address, and correct links, sign-in callbacks and webhooks.`,
    ];
    const proof = [{ says: `The config names ${main}; names ending in ${platform.suffixes.join(', ')} are given out by ${platform.title}.` }];
    report.fail(own.length === 0 ? 'preview-only' : 'preview-canonical', { host: main, platform: platform.title, proof, fix: { steps }, grade: 'observed' });
  },
});
