import { dkimCheck } from '../../src/checks/email/dkim.ts';
import { dmarcCheck } from '../../src/checks/email/dmarc.ts';
import { mxCheck } from '../../src/checks/email/mx.ts';
import { noMailCheck } from '../../src/checks/email/no-mail.ts';
import { spfCheck } from '../../src/checks/email/spf.ts';
import { driveNow } from '../../src/formats/dns-question.ts';
import type { Zone } from '../../src/formats/zone.ts';
import type { Class } from '../../src/model/terms.ts';
import type { Intent } from '../../src/model/intent.ts';
import { lookAtDkim, wantedSelectors } from '../../src/probes/email/dkim.ts';
import { lookAtDmarc } from '../../src/probes/email/dmarc.ts';
import { lookAtMx } from '../../src/probes/email/mx.ts';
import { envelopeNames } from '../../src/probes/email/sending-names.ts';
import { lookAtSpf } from '../../src/probes/email/spf.ts';
import { judgeOne, type Judged } from './judge-one.ts';
import { zoneAnswers } from './zone-answers.ts';

export interface MailFinding {
  /** `check:problem` */
  readonly id: string;
  readonly class: Class;
  readonly details: Judged['fails'][number]['details'];
}

/** What the checks of a domain's own mail records find when the world consists of these zones. */
export function judgeMail(domain: string, zones: readonly Zone[], intent: Intent): MailFinding[] {
  const answers = zoneAnswers(zones);
  const given = {
    spf: driveNow(lookAtSpf(domain, envelopeNames(domain, intent)), answers),
    dmarc: driveNow(lookAtDmarc(domain), answers),
    dkim: driveNow(lookAtDkim(domain, wantedSelectors(domain, intent)), answers),
    mx: driveNow(lookAtMx(domain), answers),
    ns: undefined,
  };
  return [spfCheck, dmarcCheck, dkimCheck, mxCheck, noMailCheck].flatMap((check) =>
    judgeOne(check, given, { intent }).fails.map(({ problem, details }) => ({
      id: `${check.id}:${problem}`,
      class: details.soften?.to ?? check.problems[problem]?.class ?? 'blocker',
      details,
    })),
  );
}
