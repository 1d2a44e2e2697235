/** The server-side TLS guideline of Mozilla, as far as a look from outside can compare with it. */
export interface TlsGuideline {
  readonly version: string;
  readonly configuration: string;
  /** Oldest first. */
  readonly versions: readonly string[];
  /** Names of IANA. */
  readonly suites: readonly string[];
  readonly leastRsaBits: number;
  readonly certificateCurveBits: readonly number[];
  /** Days that a certificate may last at most. */
  readonly mostLifetimeDays: number;
  readonly url: string;
  /** When it was published, and when this table was compared with it. */
  readonly published: string;
  readonly read: string;
}

/** Compared with src/static/guidelines/6.0.json of the repository mozilla/ssl-config-generator (commit 858f8f74, 2026-05-03), which serves the address below. */
export const TLS_GUIDELINE: TlsGuideline = {
  version: '6.0',
  configuration: 'intermediate',
  versions: ['TLSv1.2', 'TLSv1.3'],
  suites: [
    'TLS_AES_128_GCM_SHA256',
    'TLS_AES_256_GCM_SHA384',
    'TLS_CHACHA20_POLY1305_SHA256',
    'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
    'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
    'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
    'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
    'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
    'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
  ],
  leastRsaBits: 2048,
  certificateCurveBits: [256, 384],
  mostLifetimeDays: 366,
  url: 'https://ssl-config.mozilla.org/guidelines/6.0.json',
  published: '2026-04-06',
  read: '2026-11-25',
};
