import { deployPlatform } from '../../evidence/deploy/platform.ts';
import { cloudflare } from '../../evidence/edge/cloudflare.ts';
import { edgeCrawl } from '../../evidence/edge/crawl.ts';
import { edgeHttp, type RedirectWalk } from '../../evidence/edge/http.ts';
import { defineCheck, hint, maybe, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { issueRemedy } from './certificate-remedies.ts';
import { settingProof } from './cloudflare-facts.ts';
import { NO_ADDRESS, notForVisitors, servedInClear, softened, walkLines, wentBack } from './edge-facts.ts';
import { forceHttpsRemedy } from './redirect-remedies.ts';
import { stackOf } from './stack.ts';

const exposed = { class: 'blocker', impact: 'data', identity: [], minutes: 15 } as const;

export const httpsForced = defineCheck({
  id: 'edge/https-forced',
  rows: ['C2'],
  stage: 'edge',
  about: 'host',
  title: 'Every visit is encrypted, whatever address was typed',
  why: 'On plain HTTP anybody on the same network reads passwords and chats and can change the page. Browsers mark it "Not secure".',
  test: 'curl -sI http://{subject}/any/path (the answer must be a redirect to https)',
  refs: ['RFC 9110 §15.4', 'RFC 6797 §7.2'],
  needs: { http: one(edgeHttp, ['http', 'https', 'deep']), crawl: maybe(edgeCrawl, ['plain']), deploy: hint(deployPlatform), zone: hint(cloudflare) },
  maxAge: '24h',
  monitorable: '15m',
  unless: notForVisitors,
  problems: {
    'https-down': { says: '{host:name} answers on plain HTTP but not over HTTPS', ...exposed, minutes: 30, waitMinutes: 10 },
    'served-in-clear': { says: '{host:name} shows its pages on plain HTTP instead of sending visitors to HTTPS', ...exposed },
    'deep-in-clear': { says: '{host:name} sends its front page to HTTPS, but answers other addresses on plain HTTP', ...exposed },
    'links-in-clear': {
      says: 'Pages of {host:name} link to your own hosts by plain http ({n:count} link{n:s}): the first step of each visit is not encrypted',
      class: 'later',
      impact: 'data',
      identity: [],
      minutes: 15,
      fix: { steps: ['Write https:// (or an address without a host) in the links of the proof.'] },
    },
    downgrade: { says: '{host:name} sends visitors from HTTPS back to plain HTTP', ...exposed },
  },
  judge({ http: { status, root, deep, platforms }, crawl, deploy, zone }, { subject, intent, report }) {
    if (status === 'no-address' || !root) return report.notApplicable(NO_ADDRESS);
    const host = subject.name;
    const stack = stackOf(platforms, deploy?.framework);
    const fix = forceHttpsRemedy(stack, host, zone?.zone?.id);
    const common = { host, fix, ...softened(intent, host) };
    const proofOf = (walk: RedirectWalk) => [{ says: 'asked, redirect by redirect', lines: walkLines(walk) }, ...settingProof(zone, 'always_use_https', 'off')];
    const down = root.https.hops.length === 0 && root.http.hops.length > 0 ? root.https.failure : null;
    // Refused, or something that is not HTTP: nobody gets in. A time-out or a cap of ours only means that we did not see.
    if (down?.code === 'refused' || down?.code === 'malformed') {
      const proof = [...proofOf(root.http), ...proofOf(root.https)];
      return report.fail('https-down', { ...common, proof, fix: issueRemedy(stack, [host]), grade: 'observed' });
    }
    if (down) report.unknown(`${host} answers on plain HTTP; over HTTPS it could not be seen: ${down.reason}`);
    if (wentBack(root.https)) report.fail('downgrade', { ...common, proof: proofOf(root.https) });
    if (root.http.hops.length === 0) return report.pass('nothing answers on plain HTTP, so nothing is served in clear');
    if (servedInClear(root.http)) report.fail('served-in-clear', { ...common, proof: proofOf(root.http) });
    else if (deep?.http && servedInClear(deep.http))
      report.fail('deep-in-clear', { ...common, proof: proofOf(deep.http), test: `curl -sI http://${host}/any/path` });
    else {
      const clear = (crawl?.plain ?? []).filter(({ status }) => status < 300);
      const proof = [{ says: 'asked over plain HTTP', lines: clear.map(({ url, status }) => quote(`GET ${url} -> ${status}`)) }];
      if (clear[0]) report.fail('deep-in-clear', { ...common, proof, test: `curl -sI ${clear[0].url}` });
    }
    const links = (crawl?.pages ?? []).flatMap(({ url, plainLinks }) => plainLinks.map((link) => quote(`${url} links to ${link}`)));
    if (links.length > 0) report.fail('links-in-clear', { host, n: links.length, proof: [{ says: 'in the HTML', lines: links.slice(0, 10) }] });
  },
});
