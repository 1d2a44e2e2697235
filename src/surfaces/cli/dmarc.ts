import { compose } from '../../compose.ts';
import type { DmarcResult } from '../../model/dmarc-result.ts';
import { UsageError } from '../../model/errors.ts';
import { dmarcResultText } from '../../reporters/dmarc-result.ts';
import { canonicalJson } from '../../reporters/json.ts';
import { readDmarcReports } from '../../verbs/dmarc.ts';
import { loadIntent } from '../../verbs/load-config.ts';
import { valueOf } from './args.ts';
import type { VerbRunner } from './run.ts';
import { quote } from '../../model/text.ts';

/** `launch-ready dmarc [PATH…|-]`: read reports, keep their sums, say what they mean. */
export const dmarcVerb: VerbRunner = async ({ args, screen, signal }) => {
  const paths = args.operands.filter((path) => path !== '-');
  const domain = domainOf(valueOf(args, 'domain'));
  const config = valueOf(args, 'config');
  const environment = valueOf(args, 'environment');
  const intent = await loadIntent({ cwd: process.cwd(), ...(config !== undefined && { file: config }), ...(environment !== undefined && { environment }) });
  const { live } = screen.tellTerminal;
  const tells = live && !args.flags.has('quiet');
  const result = await readDmarcReports(
    {
      paths,
      ...(args.operands.includes('-') && { stdin: process.stdin }),
      mailbox: args.flags.has('mailbox'),
      ...(domain !== undefined && { domain }),
      intent,
      signal,
      onRead: (files) => {
        if (tells && files % 100 === 0) screen.tell(`\r${files} files read`);
      },
    },
    compose({ folder: process.cwd(), env: process.env }),
  );
  if (tells && result.read.files >= 100) screen.tell('\r\u001b[K');
  if (result.read.files === 0 && result.domains.length === 0)
    throw new UsageError(domain === undefined ? NOTHING_YET : `no report about ${domain} was read yet`);
  screen.out(args.flags.has('json') ? canonicalJson(result) : dmarcResultText(result, screen.outTerminal));
  return dmarcExitCode(result);
};

const NOTHING_YET = 'no reports were read yet; name files or a folder: launch-ready dmarc reports/';

function domainOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const domain = text.toLowerCase().replace(/\.$/, '');
  if (!/^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/.test(domain)) throw new UsageError(`--domain takes a domain such as example.com; got "${quote(text, 60)}"`);
  return domain;
}

/** 0: nothing of yours fails · 1: mail of a service fails · 3: no report could be used. */
export function dmarcExitCode({ domains }: Pick<DmarcResult, 'domains'>): number {
  if (domains.length === 0) return 3;
  return domains.some(({ sources }) => sources.some(({ state }) => state === 'work')) ? 1 : 0;
}
