import type { Problem } from '../../model/check.ts';

const WHERE = '{file:outside}, line {line:count}';
const COSTS = { class: 'incident', impact: 'downtime', identity: ['file', 'at', 'what'], minutes: 5 } as const;
const ADVICE = { ...COSTS, class: 'later', impact: 'control' } as const;

export const zoneFileProblems = {
  'alias-beside': { says: `${WHERE}: {at:outside} is an alias (CNAME) and also has {what:outside}: name servers refuse such a zone`, ...COSTS },
  'alias-loop': { says: `${WHERE}: the aliases {what:outside} lead back to where they began: nobody can open any of them`, ...COSTS },
  'missing-dot': { says: `${WHERE}: {what:outside} has no dot at its end, so the zone’s own name is added to it again`, ...COSTS },
  'bad-name': { says: `${WHERE}: {what:outside} is no name that can exist in DNS`, ...COSTS },
  unreadable: { says: `${WHERE} cannot be read as a record: {because:outside}`, ...COSTS, identity: ['file', 'because'] },
  duplicate: { says: `${WHERE}: {at:outside} has the same {what:outside} record twice`, ...ADVICE },
  'lifetimes-differ': { says: `${WHERE}: records of one name and type ({at:outside}) have different lifetimes: {what:outside} s`, ...ADVICE },
  'long-lifetime': {
    says: `${WHERE}: {at:outside} is remembered for {what:outside} s, more than a week: a change takes as long to reach everybody`,
    ...ADVICE,
  },
} as const satisfies Readonly<Record<string, Problem>>;

/** How to repair each of them. */
export const STEPS: Readonly<Record<keyof typeof zoneFileProblems, readonly string[]>> = {
  'alias-beside': [
    'Keep either the alias or the other records of that name. At the bare domain use the addresses of your hosting, or ALIAS where your DNS company has it.',
  ],
  'alias-loop': ['Let one of the names have the addresses, and the others lead to it.'],
  'missing-dot': ['Put a dot at the end of the name (mail.example.com.), or leave the zone’s name away (mail).'],
  'bad-name': ['Write the name with letters, digits, hyphens and underscores only, each part at most 63 characters, without scheme or path.'],
  unreadable: ['Write the line as: name, seconds, IN, type, data. Text that contains a blank or a semicolon stands in quotes.'],
  duplicate: ['Delete one of the two lines.'],
  'lifetimes-differ': ['Give all records of the name and type the same lifetime; name servers take one of them for all.'],
  'long-lifetime': ['Use an hour (3600) for addresses and a day (86400) at most for the rest.'],
};
