import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The licences of the packages whose code is in the bundle. `modules` are paths as the bundler reports them. */
export function thirdPartyNotices(modules: readonly string[]): string {
  const folders = new Set(modules.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []));
  const notices = [...folders].map(noticeOf).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  if (notices.length === 0) throw new Error('no package in the bundle: the notices saw nothing');
  const intro = 'Launch Ready contains code of these packages, under their own licences.\n';
  return [
    intro,
    PUBLIC_SUFFIX_LIST,
    ...notices.map(({ name, version, licence, text }) => `${'-'.repeat(80)}\n${name} ${version} (${licence})\n\n${text}\n`),
  ].join('\n');
}

/** Data that is no package. */
const PUBLIC_SUFFIX_LIST = `${'-'.repeat(80)}\nPublic Suffix List (MPL-2.0)\n\nThis list is subject to the terms of the Mozilla Public License, v. 2.0 (https://mozilla.org/MPL/2.0/). Its source is at https://publicsuffix.org/list/.\n`;

const ALLOWED = /^(MIT|MIT-0|ISC|0BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|EUPL-1\.1\+)$/;

function noticeOf(folder: string): { name: string; version: string; licence: string; text: string } {
  const {
    name,
    version,
    license: licence,
  } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name: string; version: string; license: string };
  if (!ALLOWED.test(licence)) throw new Error(`${name} has the licence ${licence}, which nobody has looked at; see tools/notices.ts`);
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  // Without a file the licence's name in package.json is the grant.
  return { name, version, licence, text: file ? readFileSync(join(folder, file), 'utf8').trim() : `Licence as named in its package.json: ${licence}.` };
}
