import { appBut } from '../faults/change.ts';
import { alsoSpeaks, owned } from '../faults/web.ts';
import { DOMAIN } from '../healthy.ts';
import type { Scenario } from '../scenario.ts';

const APP = `app.${DOMAIN}`;
const weak = (problem: string): string => `edge/weak-ciphers:${problem}@${APP}`;
const SUITE = { rsaRc4: 0x0005, rsa3des: 0x000a, exportRc4: 0x0003, nullSha: 0x0002, anonAes: 0x0034, dheAes: 0x0033, rsaAes: 0x002f, des: 0x0009 } as const;

/** What of encryption is accepted beside the good that browsers choose. */
export const encryptionScenarios: readonly Scenario[] = [
  { name: 'app is owned and accepts nothing weak', world: appBut(owned('app')), finds: [] },
  {
    name: 'app still answers SSL 2',
    world: appBut(alsoSpeaks('app', { version: 'SSLv2', suites: [0x010080, 0x0700c0] })),
    finds: [weak('ssl-accepted')],
  },
  {
    name: 'app still answers SSL 3',
    world: appBut(alsoSpeaks('app', { version: 'SSLv3', suites: [SUITE.rsaAes] })),
    finds: [weak('ssl-accepted')],
  },
  {
    name: 'app accepts RC4, 3DES, DES, export, NULL and anonymous suites in TLS 1.2',
    world: appBut(alsoSpeaks('app', { version: 'TLSv1.2', suites: [SUITE.rsaRc4, SUITE.rsa3des, SUITE.des, SUITE.exportRc4, SUITE.nullSha, SUITE.anonAes] })),
    finds: [weak('weak-accepted')],
  },
  {
    name: 'app agrees on keys with a prime of 1024 bits',
    world: appBut(alsoSpeaks('app', { version: 'TLSv1.2', suites: [SUITE.dheAes], primeBits: 1024 })),
    finds: [weak('small-prime')],
  },
  {
    name: 'app agrees on keys with a prime of 2048 bits',
    world: appBut(alsoSpeaks('app', { version: 'TLSv1.2', suites: [SUITE.dheAes], primeBits: 2048 })),
    finds: [],
  },
  {
    name: 'app accepts old suites beside the advised ones',
    world: appBut(alsoSpeaks('app', { version: 'TLSv1.2', suites: [SUITE.rsaAes] })),
    finds: [],
    also: [`edge/tls-guideline:beyond@${APP}`],
  },
];
