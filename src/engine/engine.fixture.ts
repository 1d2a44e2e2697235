import { defineCheck, one, type Check } from '../model/check.ts';
import { defineEvidence, type Observation } from '../model/evidence.ts';
import type { Finding } from '../model/finding.ts';
import type { Intent } from '../model/intent.ts';
import { int, object } from '../model/schema.ts';
import { subjectKey, type Subject } from '../model/subject.ts';
import type { Io } from '../ports/io.ts';
import { CouldNotLook, defineProbe, type Probe } from '../ports/probe.ts';

export const PROJECT: Subject = { kind: 'project', name: 'project' };
export const DOMAIN: Subject = { kind: 'domain', name: 'acme.example', parent: subjectKey(PROJECT) };
export const HOST: Subject = { kind: 'host', name: 'app.acme.example', parent: subjectKey(DOMAIN) };
export const NOW = Date.parse('2026-11-25T12:00:00Z');

export const hostNumber = defineEvidence<{ readonly n: number }>({
  id: 'fixture/host',
  version: 1,
  about: 'host',
  grade: 'proven',
  schema: object({ n: int }),
});
export const domainNumber = defineEvidence<{ readonly n: number }>({
  id: 'fixture/domain',
  version: 1,
  about: 'domain',
  grade: 'observed',
  schema: object({ n: int }),
});

export function makeIntent(changes: Partial<Intent> = {}): Intent {
  return {
    project: 'acme',
    profile: 'b2b-service-launch',
    environment: 'production',
    domains: [DOMAIN.name],
    hosts: [{ name: HOST.name, purpose: 'app', declared: true }],
    senders: [],
    owned: [],
    active: false,
    contacts: [],
    waivers: [],
    attestations: [],
    network: { resolvers: [], routes: {}, trust: [] },
    ...changes,
  };
}

/** An Io whose clock is real but which can reach nothing. */
export function blindIo(): Io {
  const asked = new Map<string, Promise<unknown>>();
  return {
    clock: {
      now: () => NOW,
      mono: () => performance.now(),
      sleep: (ms, signal) =>
        new Promise((resolve, reject) => {
          const timer = setTimeout(resolve, ms);
          signal.addEventListener('abort', () => {
            clearTimeout(timer);
            reject(new DOMException('stopped', 'AbortError'));
          });
        }),
    },
    random: (bytes) => new Uint8Array(bytes),
    udp: () => Promise.reject(new CouldNotLook('unreachable', 'no network')),
    connect: () => Promise.reject(new CouldNotLook('unreachable', 'no network')),
    network: { resolvers: [], trust: [], ipv6: false },
    shared<T>(key: string, make: () => Promise<T>) {
      const known = (asked.get(key) as Promise<T> | undefined) ?? make();
      asked.set(key, known);
      return known;
    },
    secret: () => undefined,
  };
}

/** A probe about hosts that sees the number it is given. */
export function hostProbe(changes: Partial<Probe> = {}): Probe {
  const probe = defineProbe({
    id: 'fixture/host',
    version: 1,
    title: 'reads a number of a host',
    about: 'host',
    needs: {},
    fills: hostNumber,
    discovers: [],
    touches: 'reads-public',
    timeoutMs: 1000,
    gather: () => Promise.resolve({ value: { n: 1 }, complete: true }),
  });
  return { ...probe, ...changes };
}

/** Fails when the number of the host is above one. */
export const smallNumber: Check = defineCheck({
  id: 'fixture/small-number',
  rows: ['B1'],
  stage: 'domain',
  about: 'host',
  title: 'The number is small',
  why: 'Large numbers hurt.',
  test: 'count {subject}',
  refs: [],
  needs: { host: one(hostNumber) },
  maxAge: '24h',
  problems: {
    large: { says: '{n:count} is too large', class: 'incident', impact: 'downtime', identity: [], minutes: 10 },
    odd: { says: '{n:count} is odd', class: 'later', impact: 'experience', identity: [], minutes: 5 },
  },
  judge({ host }, { report }) {
    if (host.n > 10) report.fail('large', { n: host.n, proof: [] });
    else if (host.n % 2 === 1 && host.n > 1) report.fail('odd', { n: host.n, proof: [] });
  },
});

export function seen(kind: string, subject: Subject, value: unknown, changes: Partial<Observation<unknown>> = {}): Observation<unknown> {
  const at = new Date(NOW).toISOString();
  return {
    kind,
    version: 1,
    subject,
    probe: kind,
    probeVersion: 1,
    vantage: 'here',
    at,
    tookMs: 1,
    seen: true,
    value,
    complete: true,
    ...changes,
  } as Observation<unknown>;
}

export function makeFinding(changes: Partial<Finding> = {}): Finding {
  return {
    check: 'fixture/small-number',
    problem: 'large',
    stage: 'domain',
    rows: ['B1'],
    failedRows: ['B1'],
    subject: HOST,
    class: 'blocker',
    impact: 'downtime',
    grade: 'proven',
    reach: 'all-users',
    verifyFirst: false,
    irreversible: false,
    title: 'The number is small',
    says: '11 is too large',
    why: '',
    test: '',
    fix: { steps: [] },
    refs: [],
    proof: [],
    data: {},
    minutes: 10,
    waitMinutes: 0,
    fingerprint: '1|fixture/small-number:large|host:app.acme.example',
    ...changes,
  };
}
