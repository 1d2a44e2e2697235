import { absenceProven, ask, dataText, linesOf, type RecordType, unanswered } from '../../drivers/dns.ts';
import { doubledNames, type DoubledNames } from '../../evidence/domain/doubled-names.ts';
import { wildcard } from '../../evidence/domain/wildcard.ts';
import { vantage } from '../../evidence/vantage.ts';
import { one } from '../../model/check.ts';
import type { Intent } from '../../model/intent.ts';
import { quote } from '../../model/text.ts';
import type { Io } from '../../ports/io.ts';
import { defineProbe, type LookResult } from '../../ports/probe.ts';
import { mustSeeDns } from './must-see-dns.ts';

const MOST_NAMES = 24;

/**
 * One question proves for all names at once that nothing is doubled: below a name that does not exist there is nothing (RFC 8020). Only where the doubled
 * domain exists are its single names asked. DMARC and DKIM have checks of their own.
 */
export const doubledNamesProbe = defineProbe({
  id: 'domain/doubled-names',
  version: 1,
  title: 'asks DNS whether records were entered with the domain twice in their name',
  about: 'domain',
  needs: { vantage: one(vantage), wildcard: one(wildcard) },
  fills: doubledNames,
  discovers: [],
  touches: 'reads-public',
  timeoutMs: 12_000,
  async gather({ subject, given, intent, io, signal }): Promise<LookResult<DoubledNames>> {
    mustSeeDns(given.vantage);
    const domain = subject.name;
    if (given.wildcard.status === 'wildcard') return { value: { status: 'hidden', tried: [], found: [], lines: [] }, complete: true };
    const twice = `${domain}.${domain}`;
    const reply = await ask(io, { name: twice, type: 'A', recursive: true }, signal);
    const lines = linesOf(twice, 'A', reply).map((line) => quote(line));
    if (reply.status === 'nxdomain' && absenceProven(reply)) return { value: { status: 'none', tried: [twice], found: [], lines }, complete: true };
    if (reply.status !== 'ok' && reply.status !== 'nodata') throw unanswered(twice, reply);
    const questions = questionsOf(domain, intent);
    const looked = await Promise.all(questions.map(async (question) => look(io, domain, question, signal)));
    const found = looked.flatMap((each) => each ?? []);
    const open = looked.filter((each) => each === undefined).length;
    return {
      value: {
        status: found.length > 0 ? 'some' : 'none',
        tried: [...new Set(questions.map(({ label }) => doubled(domain, label)))],
        found: found.slice(0, 64),
        lines,
      },
      complete: open === 0 || [{ part: 'found', says: quote(`DNS did not answer for ${open} of the doubled names`) }],
    };
  },
});

interface Question {
  /** Below the domain; empty for the domain itself. */
  readonly label: string;
  readonly type: RecordType;
}

function questionsOf(domain: string, { hosts }: Pick<Intent, 'hosts'>): Question[] {
  const below = hosts.flatMap(({ name }) => (name.endsWith(`.${domain}`) ? [name.slice(0, -domain.length - 1)] : []));
  const web = [...new Set(['', 'www', ...below])].map((label): Question => ({ label, type: 'A' }));
  const mail: Question[] = [
    { label: '', type: 'MX' },
    { label: '', type: 'TXT' },
    { label: 'send', type: 'TXT' },
  ];
  return [...mail, ...web].slice(0, MOST_NAMES);
}

function doubled(domain: string, label: string): string {
  return `${label === '' ? '' : `${label}.`}${domain}.${domain}`;
}

async function look(io: Io, domain: string, { label, type }: Question, signal: AbortSignal) {
  const name = doubled(domain, label);
  const reply = await ask(io, { name, type, recursive: true }, signal);
  if (reply.status === 'nodata' || reply.status === 'nxdomain') return [];
  if (reply.status !== 'ok') return undefined;
  const meant = label === '' ? domain : `${label}.${domain}`;
  return reply.answers.filter((record) => record.name === name).map((record) => ({ name, meant, type: record.type, text: quote(dataText(record), 500) }));
}
