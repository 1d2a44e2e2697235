import { envVariables } from '../../evidence/secrets/env-variables.ts';
import { ownValues, type OwnValues } from '../../evidence/secrets/own-values.ts';
import { maybe } from '../../model/check.ts';
import type { Intent } from '../../model/intent.ts';
import { quote } from '../../model/text.ts';
import { defineProbe } from '../../ports/probe.ts';
import type { ValueSearch } from '../../recognise/own-values.ts';
import { ownValueSearch } from './own-value-search.ts';

export const ownValuesProbe = defineProbe({
  id: 'secrets/own-values',
  version: 2,
  title: 'takes the values of secret variables into memory, to look for them in what visitors get',
  about: 'repository',
  needs: { env: maybe(envVariables) },
  fills: ownValues,
  discovers: [],
  touches: 'reads-repository',
  timeoutMs: 30_000,
  async gather({ given, intent, io, signal }) {
    const used = [...(given.env?.used ?? []), ...(given.env?.documented ?? []), ...(given.env?.implicit ?? [])].map(({ name }) => name);
    const { search, formats, files, leftOut } = await ownValueSearch(io, [...configured(intent), ...used], signal);
    const limits = leftOut.slice(0, 20).map((what) => ({ part: 'files', says: quote(`not read for values: ${what}`) }));
    return {
      value: {
        values: valuesOf(search, formats),
        variables: search.variables.slice(0, 500),
        files: files.map((path) => quote(path)).slice(0, 100),
      },
      complete: limits.length > 0 ? limits : true,
    };
  },
});

function valuesOf({ values }: ValueSearch, formats: ReadonlyMap<string, string>): OwnValues['values'] {
  const told = values.flatMap(({ fingerprint, masked, set }) =>
    fingerprint === undefined
      ? []
      : set.map(({ variable, path }) => ({
          fingerprint,
          masked,
          format: formats.get(fingerprint) ?? null,
          variable,
          path: path === undefined ? null : quote(path),
        })),
  );
  return told.slice(0, 1000);
}

/** Variables that the config names because they hold a secret. */
function configured({ sessions = [], cloudflare, databaseUrlEnv, reportMailbox, mailReceiving }: Intent): string[] {
  const api = mailReceiving?.api;
  const named = [cloudflare?.tokenEnv, databaseUrlEnv, reportMailbox?.passwordEnv, mailReceiving?.imap?.passwordEnv, api?.passwordEnv];
  return [...sessions.map(({ valueEnv }) => valueEnv), ...named, ...(mailReceiving?.seeds ?? []).map(({ imap }) => imap.passwordEnv)].filter(
    (name) => name !== undefined,
  );
}
