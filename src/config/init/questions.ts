import { PROFILE_IDS, type ProfileId } from '../../model/profile.ts';
import { profiles } from '../../profiles/index.ts';
import type { AttestationConfig, LaunchReadyConfig } from '../definition.ts';
import { hostOfTarget, purposeOf } from '../intent.ts';
import { domainOf } from '../names.ts';
import { nearest } from '../nearest.ts';
import type { Detected } from './detect.ts';
import { proposeProfile } from './propose-profile.ts';

export type AnswerId = 'host' | 'profile' | 'mail' | 'hosting' | 'rollback' | 'alerts';
export interface InitQuestion {
  readonly id: AnswerId;
  readonly asks: string;
  /** Allowed answers, when they are a list. */
  readonly choices?: readonly { readonly value: string; readonly title: string }[];
  /** Taken for an empty answer. Without one, an empty answer leaves the matter open. */
  readonly byDefault?: string;
  /** What is wrong with an answer, or nothing. */
  fault(answer: string): string | undefined;
}
export type Answers = Readonly<Partial<Record<AnswerId, string>>>;

const anything = (): undefined => undefined;

/** At most six questions: where, for whom, mail, and the three things nobody can launch without knowing. */
export function initQuestions(detected: Detected): InitQuestion[] {
  const host = detected.hosts[0]?.name;
  const { profile, because } = proposeProfile(detected);
  const mail = detected.mailProvider;
  const { platform } = detected;
  return [
    { id: 'host', asks: 'Which address will users open?', ...(host !== undefined && { byDefault: host }), fault: hostFault },
    {
      id: 'profile',
      asks: `Which roadmap fits? (${because})`,
      choices: profiles.map(({ id, title }) => ({ value: id, title })),
      byDefault: profile,
      fault: profileFault,
    },
    {
      id: 'mail',
      asks: 'Who sends its mail, such as password resets? (a provider such as postmark, or: none)',
      ...(mail && { byDefault: mail.id }),
      fault: (answer) => (/^[a-z0-9][a-z0-9 .-]*$/i.test(answer) ? undefined : 'write the name of a provider, or: none'),
    },
    {
      id: 'hosting',
      asks: 'Where does production run, and who can log in there? (or: nobody knows)',
      ...(platform && { byDefault: platform.title }),
      fault: anything,
    },
    { id: 'rollback', asks: 'How do you go back to the previous release, and how long does it take? (or: nobody knows)', fault: anything },
    { id: 'alerts', asks: 'Who is told when it is down, and how? (Ann, +44 20 7946 0000; or: nobody knows)', fault: anything },
  ];
}

function hostFault(answer: string): string | undefined {
  try {
    hostOfTarget(answer);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : 'not a host name';
  }
}

function profileFault(answer: string): string | undefined {
  if (PROFILE_IDS.includes(answer as ProfileId)) return undefined;
  const meant = nearest(answer, PROFILE_IDS);
  return meant ? `did you mean ${meant}?` : `one of ${PROFILE_IDS.join(', ')}`;
}

/** The config that follows from what was found and answered. `today` is an ISO date. Open matters are left out, not guessed. */
export function applyAnswers(detected: Detected, answers: Answers, today: string): LaunchReadyConfig {
  const host = answers.host === undefined || answers.host === '' ? undefined : hostOfTarget(answers.host);
  const domain = host === undefined ? null : domainOf(host);
  const profile = PROFILE_IDS.find((id) => id === answers.profile) ?? proposeProfile(detected).profile;
  const mail = mailOf(answers.mail, domain?.kind === 'registrable' ? domain.name : null);
  const attestations = attestationsOf(answers, today);
  const alerts = answers.alerts !== undefined && !isUnknown(answers.alerts) ? contactOf(answers.alerts) : undefined;
  return {
    project: detected.project,
    profile,
    ...(host !== undefined && { hosts: [{ name: host, purpose: purposeOf(host) }], canonicalHost: host }),
    ...(mail && { mail }),
    ...(host !== undefined && detected.chatRoute !== undefined && { chat: { endpoint: `https://${host}${detected.chatRoute}` } }),
    ...(detected.databaseUrlEnv !== undefined && { database: { urlEnv: detected.databaseUrlEnv } }),
    ...(alerts && { contacts: [alerts] }),
    ...(attestations.length > 0 && { attestations }),
  };
}

function mailOf(answer: string | undefined, domain: string | null): LaunchReadyConfig['mail'] {
  if (answer === undefined || answer === '') return undefined;
  if (/^(none|no|nobody|nothing)$/i.test(answer)) return { sends: false };
  if (domain === null) return { sends: true };
  const provider = answer.trim().toLowerCase().replaceAll(' ', '-');
  return { sends: true, senders: [provider === 'smtp' || /^y(es)?$/.test(provider) ? { domain } : { domain, provider }] };
}

const isUnknown = (answer: string): boolean => /^\s*(nobody( knows)?|no ?one|unknown|don'?t know|\?)\s*\.?\s*$/i.test(answer);

function contactOf(answer: string): { role: 'alerts'; name: string; reach: string } {
  const [name = '', ...reach] = answer.split(/,\s*|\s+(?=\+?\d|\S+@\S)/);
  return { role: 'alerts', name: name.trim() || 'On call', reach: reach.join(' ').trim() || answer.trim() };
}

function attestationsOf(answers: Answers, today: string): AttestationConfig[] {
  const by = answers.alerts !== undefined && answers.alerts !== '' && !isUnknown(answers.alerts) ? contactOf(answers.alerts).name : 'whoever ran init';
  const rows = [
    ['A2', answers.hosting],
    ['I8', answers.rollback],
    ['J10', answers.alerts],
  ] as const;
  return rows.flatMap(([row, answer]) => {
    if (answer === undefined || answer.trim() === '') return [];
    const statement = answer.trim();
    return [{ row, statement, by, evidence: 'answered in launch-ready init', at: today, ...(isUnknown(answer) && { nobodyKnows: true }) }];
  });
}
