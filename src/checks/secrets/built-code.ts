import { builtCode } from '../../evidence/secrets/built-code.ts';
import type { ClientSecret } from '../../evidence/secrets/client-secret.ts';
import { deployedCode } from '../../evidence/secrets/deployed-code.ts';
import { repositorySecrets } from '../../evidence/secrets/repository-secrets.ts';
import { defineCheck, eachHint, hint, one } from '../../model/check.ts';
import { count } from '../../model/message.ts';
import { quote } from '../../model/text.ts';
import { clientKey, clientProof, clientRemedy, describeClientSecret, sayPublicKeys } from './describe-client-secret.ts';

export const builtCodeCheck = defineCheck({
  id: 'secrets/built-code',
  rows: ['E3', 'E4'],
  stage: 'secrets',
  about: 'repository',
  title: 'No secret is in the built code for browsers, nor in build logs',
  why: 'What the build puts into its folder for browsers is what gets deployed: a key in it is public from that deploy on, even when git ignores the folder.',
  test: 'grep -rn "<first characters of the key>" dist .next/static build out',
  refs: ['OWASP ASVS 5.0 V13.3', 'CWE-200', 'CWE-532'],
  needs: { seen: one(builtCode), deployed: eachHint(deployedCode), tree: hint(repositorySecrets) },
  maxAge: '24h',
  problems: {
    'in-built-code': {
      says: '{what:word} is in {path:outside}, which is built for browsers (id {key:name}): once it is deployed, every visitor can {allows:word}',
      class: 'blocker',
      impact: 'data',
      identity: ['key'],
      minutes: 60,
      fails: ['E4'],
    },
    'maybe-secret': {
      says: '{what:word} is in {path:outside}, which is built for browsers (id {key:name}); it may be made for that, make sure',
      class: 'incident',
      impact: 'data',
      identity: ['key'],
      minutes: 10,
    },
    'test-key': {
      says: '{what:word} is in {path:outside}, which is built for browsers (id {key:name}): it opens only test data, but the live key would be there too',
      class: 'incident',
      impact: 'data',
      identity: ['key'],
      minutes: 45,
    },
    'in-log': {
      says: '{what:word} stands in the log {path:outside} (id {key:name}): whoever is shown the log can {allows:word}',
      class: 'incident',
      impact: 'data',
      identity: ['key'],
      minutes: 25,
      fails: ['E3'],
    },
  },
  judge({ seen, deployed, tree }, { report, intent }) {
    const known = new Set(deployed.flatMap(({ value }) => value.secrets.map(({ fingerprint }) => fingerprint)));
    const told = (secret: ClientSecret): boolean =>
      secret.fingerprint !== null &&
      (known.has(secret.fingerprint) || (tree?.secrets.some((one) => one.fingerprint === secret.fingerprint && inSameFile(one, secret)) ?? false));
    // What visitors get already, and what git has in that very file, is told there.
    for (const secret of seen.secrets.filter((one) => !told(one))) {
      const { what, allows } = describeClientSecret(secret, intent);
      const path = (secret.places.find(({ part }) => part !== 'log') ?? secret.places[0])?.at ?? quote('?');
      const details = { what, path, key: clientKey(secret), proof: clientProof(secret), fix: clientRemedy(secret, intent) };
      if (secret.class === 'test-key' && isBuilt(secret)) report.fail('test-key', details);
      if (secret.class !== 'secret') continue;
      if (!isBuilt(secret)) report.fail('in-log', { ...details, allows, ...(!secret.sure && { grade: 'inferred' as const }) });
      else if (secret.sure) report.fail('in-built-code', { ...details, allows });
      else report.fail('maybe-secret', { ...details, grade: 'inferred' });
    }
    if (seen.files + seen.logs.length === 0) return report.pass('no built code for browsers and no build log lie in the folder');
    const rest = seen.secrets.some((one) => one.class === 'secret' && told(one))
      ? 'what is in them is told where visitors get it, or where git has it'
      : 'no secret in them';
    report.pass(`${count(seen.files, 'built file')} and ${count(seen.logs.length, 'log')} read, ${rest}${sayPublicKeys(seen.secrets)}`);
  },
});

const isBuilt = (secret: ClientSecret): boolean => secret.places.some(({ part }) => part !== 'log');

function inSameFile({ places }: { readonly places: readonly { readonly path: string }[] }, secret: ClientSecret): boolean {
  return secret.places.every(({ at }) => places.some(({ path }) => path === at));
}
