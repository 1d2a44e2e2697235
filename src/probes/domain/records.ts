import { absenceProven, ask, dataText, unanswered } from '../../drivers/dns.ts';
import { APEX_TYPES, records } from '../../evidence/domain/records.ts';
import { vantage } from '../../evidence/vantage.ts';
import { one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { defineProbe } from '../../ports/probe.ts';
import { mustSeeDns } from './must-see-dns.ts';

export const recordsProbe = defineProbe({
  id: 'domain/records',
  version: 1,
  title: 'asks DNS for all usual records of each domain',
  about: 'domain',
  needs: { vantage: one(vantage) },
  fills: records,
  discovers: [],
  touches: 'reads-public',
  timeoutMs: 12_000,
  async gather({ subject, given, io, signal }) {
    mustSeeDns(given.vantage);
    const replies = await Promise.all(APEX_TYPES.map(async (type) => ({ type, reply: await ask(io, { name: subject.name, type, recursive: true }, signal) })));
    const open = replies.filter(({ reply }) => reply.status !== 'ok' && reply.status !== 'nodata' && !absenceProven(reply));
    if (open.length === replies.length && open[0]) throw unanswered(subject.name, open[0].reply);
    const found = replies.flatMap(({ type, reply }) =>
      reply.answers
        .filter((record) => record.type === type)
        .map((record) => ({ type, ttl: record.ttl, data: quote(dataText(record), 2000) }))
        .sort((a, b) => (a.data < b.data ? -1 : 1)),
    );
    const limits = open.map(({ type, reply }) => ({ part: type, says: quote(unanswered(`${subject.name} ${type}`, reply).message) }));
    return { value: { records: found.slice(0, 1000) }, complete: limits.length === 0 ? true : limits };
  },
});
