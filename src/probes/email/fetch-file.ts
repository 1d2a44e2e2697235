import { get } from '../../drivers/http.ts';
import { locate, type Located } from '../../drivers/locate.ts';
import { handshake } from '../../drivers/tls.ts';
import type { ServerCertificate } from '../../evidence/email/certificate.ts';
import type { FetchedFile } from '../../evidence/email/mta-sts.ts';
import { quote } from '../../model/text.ts';
import type { Io } from '../../ports/io.ts';
import { CouldNotLook } from '../../ports/probe.ts';
import { certificateOf } from './certificate.ts';

export interface Fetched {
  readonly file: FetchedFile;
  readonly text: string;
}
const TIMEOUT_MS = 6000;

/** Fetches one file over HTTPS and looks at the certificate; follows nothing. What fails is part of the answer. Rejects only when interrupted. */
export async function fetchFile(io: Io, url: string, mostBytes: number, signal: AbortSignal): Promise<Fetched> {
  const { hostname: written, port } = new URL(url);
  const hostname = written.replace(/^\[|\]$/g, '');
  try {
    const place = (await locate(io, hostname, signal)).find(isPublic);
    if (!place) return failed(url, 'no-host', `${hostname} has no public address`);
    const { address } = place;
    const secured = await handshake(io, { host: hostname, address, port: Number(port || 443), timeoutMs: TIMEOUT_MS }, signal);
    if (secured.status === 'failed') return failed(url, 'no-tls', secured.says);
    const certificate = await certificateOf(io, hostname, secured.chain, signal);
    return await fetchFrom(io, url, { address, certificate, mostBytes }, signal);
  } catch (error) {
    if (!(error instanceof CouldNotLook) || error.code === 'interrupted') throw error;
    return failed(url, error.code === 'not-found' ? 'no-host' : error.code === 'refused' ? 'refused' : 'unseen', error.message);
  }
}

interface Place {
  readonly address: string;
  readonly certificate: ServerCertificate | null;
  readonly mostBytes: number;
}

async function fetchFrom(io: Io, url: string, { address, certificate, mostBytes }: Place, signal: AbortSignal): Promise<Fetched> {
  const answer = await get(io, { url, address, mostBytes, timeoutMs: TIMEOUT_MS }, signal);
  const header = (name: string): string | undefined => answer.headers.find((each) => each.name === name)?.value;
  const location = header('location');
  const contentType = header('content-type');
  const file: FetchedFile = {
    url: quote(url, 500),
    outcome: 'answered',
    says: null,
    status: answer.status,
    location: location === undefined ? null : quote(location, 500),
    contentType: contentType === undefined ? null : quote(contentType),
    bytes: answer.body.length,
    cut: answer.cut !== undefined,
    certificate,
  };
  return { file, text: new TextDecoder().decode(answer.body) };
}

function isPublic({ scope }: Located): boolean {
  return scope === 'public';
}

function failed(url: string, outcome: FetchedFile['outcome'], says: string): Fetched {
  const nothing = { status: null, location: null, contentType: null, bytes: 0, cut: false, certificate: null };
  return { file: { url: quote(url, 500), outcome, says: quote(says), ...nothing }, text: '' };
}
