import type { ClientSecret } from '../../evidence/secrets/client-secret.ts';
import { deployedCode } from '../../evidence/secrets/deployed-code.ts';
import { defineCheck, eachHint, one } from '../../model/check.ts';
import { count } from '../../model/message.ts';
import { purposeOf } from '../edge/edge-facts.ts';
import { clientKey, clientProof, clientRemedy, describeClientSecret, sayPublicKeys } from './describe-client-secret.ts';

export const deployedCodeCheck = defineCheck({
  id: 'secrets/deployed-code',
  rows: ['E4'],
  stage: 'secrets',
  about: 'host',
  title: 'No secret is in what visitors get',
  why: 'Everything the site sends to browsers is public: a key in a script, a source map, a page or a header is found by bots within hours, and used at your cost or against your data.',
  test: 'Open https://{subject}, press F12, open Sources, press Ctrl+Shift+F and search for the first characters of the key',
  refs: ['OWASP ASVS 5.0 V13.3', 'CWE-200', 'CWE-540'],
  needs: { seen: one(deployedCode, ['code']), everywhere: eachHint(deployedCode) },
  maxAge: '24h',
  monitorable: '6h',
  problems: {
    'usable-secret': {
      says: '{host:name} sends {what:word} to every visitor (id {key:name}): whoever opens the developer tools can {allows:word}',
      class: 'blocker',
      impact: 'data',
      identity: ['key'],
      minutes: 60,
      fails: ['E4', 'E10'],
    },
    'maybe-secret': {
      says: '{host:name} sends {what:word} to every visitor (id {key:name}); it may be made for that: make sure, and restrict it to your site',
      class: 'incident',
      impact: 'data',
      identity: ['key'],
      minutes: 10,
    },
    'test-key': {
      says: '{host:name} sends {what:word} to every visitor (id {key:name}): it opens only test data, but the live key would be there too',
      class: 'incident',
      impact: 'data',
      identity: ['key'],
      minutes: 45,
    },
  },
  judge({ seen, everywhere }, { subject, intent, report }) {
    if (seen.status === 'none') return report.notApplicable('nothing answers there');
    const host = subject.name;
    for (const secret of seen.secrets) {
      const elsewhere = everywhere
        .filter(({ subject: other, value }) => other.name !== host && value.secrets.some((one) => isSame(one, secret)))
        .map((one) => one.subject.name);
      // One leak is one finding, on the first host in order that has it.
      if (elsewhere.some((name) => name < host)) continue;
      const { what, allows } = describeClientSecret(secret, intent);
      const also = elsewhere.length > 0 ? [{ says: `The same is sent by ${elsewhere.join(', ')}` }] : [];
      const details = { host, what, key: clientKey(secret), proof: [...clientProof(secret), ...also], fix: clientRemedy(secret, intent) };
      if (secret.class === 'test-key') report.fail('test-key', details);
      if (secret.class !== 'secret') continue;
      // What a page says in its text may be an example for readers.
      const isExample =
        secret.variables.length === 0 && secret.places.every(({ part, at }) => part === 'page' && (purposeOf(intent, host) === 'docs' || /\/docs?\b/.test(at)));
      if (secret.sure && !isExample) report.fail('usable-secret', { ...details, allows });
      else report.fail('maybe-secret', { ...details, grade: 'inferred' });
    }
    report.pass(`${count(seen.pages, 'page')} and ${count(seen.files, 'file')} read, no secret in them${sayPublicKeys(seen.secrets)}`);
  },
});

function isSame(one: ClientSecret, other: ClientSecret): boolean {
  return one.fingerprint !== null && one.fingerprint === other.fingerprint;
}
