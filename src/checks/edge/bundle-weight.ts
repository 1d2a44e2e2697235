import { edgePageCode } from '../../evidence/edge/page-code.ts';
import { defineCheck, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { notForVisitors } from './edge-facts.ts';

/** Over the wire; what a phone on a slow 4G line (1.6 Mbit/s) loads in two seconds. */
const MOST_BYTES = 400_000;

export const bundleWeight = defineCheck({
  id: 'edge/bundle-weight',
  rows: ['F14'],
  stage: 'performance',
  about: 'host',
  title: 'The first page loads little script',
  why: 'Phones load and read every script before the page can be used: each megabyte costs seconds, and visitors leave.',
  test: 'Open https://{subject} with the developer tools (F12, Network), filter by "JS", and read the sum at the bottom',
  refs: ['web.dev: Your first performance budget'],
  needs: { code: one(edgePageCode, ['files']) },
  maxAge: '24h',
  unless: notForVisitors,
  problems: {
    heavy: {
      says: 'The first page of {host:name} loads {has:bytes} of its own scripts; {most:bytes} is the budget',
      class: 'later',
      impact: 'experience',
      identity: [],
      minutes: 90,
      fix: {
        steps: [
          'Look at what is in it: npx source-map-explorer (or the analyzer of your bundler) on the largest file in the proof.',
          'Load the chat, editors and charts only when they are opened (dynamic import), and send scripts compressed.',
        ],
      },
    },
  },
  judge({ code }, { subject, report }) {
    if (code.status === 'none') return report.notApplicable('the host serves no page of its own');
    const scripts = code.files.filter(({ kind, status }) => kind === 'script' && status === 200);
    const has = scripts.reduce((sum, { wireBytes }) => sum + wireBytes, 0);
    if (has <= MOST_BYTES) return report.pass(`${scripts.length} scripts, ${Math.round(has / 1000)} kB on the wire`);
    const lines = scripts
      .toSorted((a, b) => b.wireBytes - a.wireBytes)
      .slice(0, 10)
      .map(({ url, wireBytes, bytes }) => quote(`${url}: ${wireBytes} bytes, ${bytes} unpacked`));
    report.fail('heavy', { host: subject.name, has, most: MOST_BYTES, proof: [{ says: 'fetched', lines }] });
  },
});
