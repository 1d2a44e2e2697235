import { CLOUDFLARE_PHASES, CLOUDFLARE_READS, CLOUDFLARE_SETTINGS, SETTINGS_PERMISSION, ZONE_PERMISSION } from '../../data/cloudflare-reads.ts';
import { cloudflare, type Cloudflare } from '../../evidence/edge/cloudflare.ts';
import { nameServers, type NameServers } from '../../evidence/domain/name-servers.ts';
import { maybe } from '../../model/check.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';
import { fieldsOf, intOrNull, scalarOf } from './cloudflare/json.ts';
import { botsIn, dnssecIn, packsIn, recordsIn, zoneIn } from './cloudflare/read-parts.ts';
import { pageRulesIn, rulesIn } from './cloudflare/read-rules.ts';
import { zoneReader, type ZoneReader } from './cloudflare/zone-reader.ts';

const MOST_RECORDS = 5000;
const MOST_PACKS = 200;
/** What Cloudflare says when a zone has no rules of its own in a phase. */
const NO_ENTRY_POINT = 10_003;

const ELSEWHERE: Cloudflare = {
  status: 'elsewhere',
  zone: null,
  settings: null,
  developmentModeEndsIn: null,
  records: null,
  dnssec: null,
  universalSsl: null,
  packs: null,
  rules: {},
  bots: null,
  pageRules: null,
  originPulls: null,
};

export const cloudflareProbe = defineProbe({
  id: 'edge/cloudflare',
  version: 1,
  title: 'reads the settings of the domain at Cloudflare with the token that the config names',
  about: 'domain',
  needs: { servers: maybe(nameServers, ['names']) },
  fills: cloudflare,
  discovers: [],
  touches: 'reads-private',
  timeoutMs: 45_000,
  async gather({ subject, given, intent, io, signal }) {
    const access = intent.cloudflare;
    if (!access) throw new CouldNotLook('no-credential', 'the config names no token for Cloudflare (cloudflare.tokenEnv)');
    const token = io.secret(access.tokenEnv);
    if (!token) throw new CouldNotLook('no-credential', `the environment variable ${access.tokenEnv}, which the config names for Cloudflare, is not set`);
    const read = zoneReader(io, token, signal);
    const zone = await findZone(read, subject.name, access.zoneId);
    if (!zone) {
      if (servedElsewhere(given.servers)) return { value: ELSEWHERE, complete: true };
      throw new CouldNotLook('no-credential', `the token in ${access.tokenEnv} sees no zone ${subject.name}: include it under "Zone Resources" of the token`);
    }
    const { name: _, ...facts } = zone;
    const value = { ...ELSEWHERE, status: 'read' as const, zone: facts, ...(await readZone(read.below(facts.id))) };
    const limits = read.limits();
    return { value, complete: limits.length === 0 ? true : limits };
  },
});

function servedElsewhere(servers: NameServers | undefined): boolean {
  return servers !== undefined && servers.names.length > 0 && !servers.names.some((name) => name.endsWith('.ns.cloudflare.com'));
}

/** The zone itself; nothing when the token does not see it. */
async function findZone(read: ZoneReader, domain: string, zoneId: string | undefined): Promise<ReturnType<typeof zoneIn> | undefined> {
  if (zoneId !== undefined) {
    const named = await read.must(`/zones/${zoneId}`, {}, ZONE_PERMISSION);
    const zone = named === undefined ? undefined : zoneIn(named);
    if (zone?.name === domain && zone.id !== '') return zone;
  }
  const found = await read.must('/zones', { name: domain, per_page: 5 }, ZONE_PERMISSION);
  const zones = (Array.isArray(found) ? found : []).map(zoneIn).filter(({ name, id }) => name === domain && id !== '');
  // The same name may wait in several accounts; only one can be active.
  return zones.find(({ status }) => status === 'active') ?? zones[0];
}

type Parts = Omit<Cloudflare, 'status' | 'zone'>;

async function readZone(read: ZoneReader): Promise<Parts> {
  const { records, dnssec, universal, packs, originPulls, bots, pageRules } = CLOUDFLARE_READS;
  const [settings, rules, itsRecords, itsDnssec, itsUniversal, itsPacks, itsPulls, itsBots, itsPageRules] = await Promise.all([
    readSettings(read),
    readRules(read),
    read.list(records, { perPage: 100, most: MOST_RECORDS }),
    read.one(dnssec),
    read.one(universal),
    read.list(packs, { perPage: 50, most: MOST_PACKS }, { status: 'all' }),
    read.one(originPulls),
    read.one(bots),
    read.one(pageRules),
  ]);
  const enabled = (value: unknown): boolean => fieldsOf(value)['enabled'] === true;
  return {
    ...settings,
    rules,
    records: itsRecords && recordsIn(itsRecords),
    dnssec: itsDnssec === null ? null : dnssecIn(itsDnssec),
    universalSsl: itsUniversal === null ? null : enabled(itsUniversal),
    packs: itsPacks && packsIn(itsPacks),
    bots: itsBots === null ? null : botsIn(itsBots),
    pageRules: itsPageRules === null ? null : pageRulesIn(itsPageRules),
    originPulls: itsPulls === null ? null : enabled(itsPulls),
  };
}

async function readSettings(read: ZoneReader): Promise<Pick<Parts, 'settings' | 'developmentModeEndsIn'>> {
  const answers = await Promise.all(
    CLOUDFLARE_SETTINGS.map(async (id) => ({ id, result: await read.one({ part: 'settings', path: `/settings/${id}`, permission: SETTINGS_PERMISSION }) })),
  );
  const values = answers.flatMap(({ id, result }) => {
    const value = scalarOf(fieldsOf(result)['value'], 60);
    return value === undefined ? [] : [[id, value] as const];
  });
  const left = intOrNull(fieldsOf(answers.find(({ id }) => id === 'development_mode')?.result)['time_remaining']);
  return { settings: values.length === 0 ? null : Object.fromEntries(values), developmentModeEndsIn: left !== null && left > 0 ? left : null };
}

/** A phase that could not be read is missing; one without rules of its own is empty. */
async function readRules(read: ZoneReader): Promise<Parts['rules']> {
  const phases = await Promise.all(
    CLOUDFLARE_PHASES.map(async ({ part, phase, permission }) => {
      const ruleset = await read.one({ part, path: `/rulesets/phases/${phase}/entrypoint`, permission }, NO_ENTRY_POINT);
      return ruleset === null ? [] : [[phase, rulesIn(ruleset)] as const];
    }),
  );
  return Object.fromEntries(phases.flat());
}
