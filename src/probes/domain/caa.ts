import { absenceProven, ask, linesOf, proveAbsence, recordsOf, unanswered } from '../../drivers/dns.ts';
import { caa } from '../../evidence/domain/caa.ts';
import { vantage } from '../../evidence/vantage.ts';
import { one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { defineProbe } from '../../ports/probe.ts';
import { mustSeeDns } from './must-see-dns.ts';

/** Climbs from the host towards the root until a CAA set is found, RFC 8659 §3; aliases are followed at each step by the resolver. */
export const caaProbe = defineProbe({
  id: 'domain/caa',
  version: 1,
  title: 'asks DNS which certificate authorities may issue for each host',
  about: 'host',
  needs: { vantage: one(vantage) },
  fills: caa,
  discovers: [],
  touches: 'reads-public',
  timeoutMs: 15_000,
  async gather({ subject, given, io, signal }) {
    mustSeeDns(given.vantage);
    const labels = subject.name.split('.');
    const lines: string[] = [];
    for (let at = 0; at < labels.length; at++) {
      const name = labels.slice(at).join('.');
      const reply = await ask(io, { name, type: 'CAA', recursive: true }, signal);
      const records = recordsOf(reply, 'CAA');
      lines.push(...linesOf(name, 'CAA', reply));
      if (records[0]) {
        const found = records.map(({ data }) => ({ flags: data.flags, tag: quote(data.tag, 64), value: quote(data.value, 500) }));
        const sorted = found.sort((a, b) => (`${a.tag} ${a.value}` < `${b.tag} ${b.value}` ? -1 : 1)).slice(0, 100);
        return { value: { foundAt: records[0].name, records: sorted, lines: quoteAll(lines) }, complete: true };
      }
      if (!absenceProven(await proveAbsence(io, { name, type: 'CAA' }, reply, signal))) throw unanswered(`${name} CAA`, reply);
    }
    return { value: { foundAt: null, records: [], lines: quoteAll(lines) }, complete: true };
  },
});

function quoteAll(lines: readonly string[]) {
  return lines.slice(0, 120).map((line) => quote(line));
}
