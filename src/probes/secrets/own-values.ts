import { envVariables } from '../../evidence/secrets/env-variables.ts';
import { ownValues } from '../../evidence/secrets/own-values.ts';
import { maybe } from '../../model/check.ts';
import type { Intent } from '../../model/intent.ts';
import { quote } from '../../model/text.ts';
import { defineProbe } from '../../ports/probe.ts';
import { ownValueSearch } from './own-value-search.ts';

export const ownValuesProbe = defineProbe({
  id: 'secrets/own-values',
  version: 1,
  title: 'takes the values of secret variables into memory, to look for them in what visitors get',
  about: 'repository',
  needs: { env: maybe(envVariables) },
  fills: ownValues,
  discovers: [],
  touches: 'reads-repository',
  timeoutMs: 30_000,
  async gather({ given, intent, io, signal }) {
    const used = [...(given.env?.used ?? []), ...(given.env?.documented ?? []), ...(given.env?.implicit ?? [])].map(({ name }) => name);
    const { search, files, leftOut } = await ownValueSearch(io, [...configured(intent), ...used], signal);
    const limits = leftOut.slice(0, 20).map((what) => ({ part: 'files', says: quote(`not read for values: ${what}`) }));
    return {
      value: { variables: search.variables.slice(0, 500), files: files.map((path) => quote(path)).slice(0, 100) },
      complete: limits.length > 0 ? limits : true,
    };
  },
});

/** Variables that the config names because they hold a secret. */
function configured({ sessions = [], cloudflare, databaseUrlEnv, reportMailbox, mailReceiving }: Intent): string[] {
  const api = mailReceiving?.api;
  const named = [cloudflare?.tokenEnv, databaseUrlEnv, reportMailbox?.passwordEnv, mailReceiving?.imap?.passwordEnv, api?.passwordEnv];
  return [...sessions.map(({ valueEnv }) => valueEnv), ...named, ...(mailReceiving?.seeds ?? []).map(({ imap }) => imap.passwordEnv)].filter(
    (name) => name !== undefined,
  );
}
