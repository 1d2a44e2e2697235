import { Buffer } from 'node:buffer';
import { follow } from '../../drivers/http/follow.ts';
import { hostAddresses } from '../../evidence/domain/host-addresses.ts';
import { type RenewalPath, renewalPath } from '../../evidence/edge/renewal-path.ts';
import { one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { CouldNotLook, defineProbe } from '../../ports/probe.ts';
import { walkEvidence } from './walk-evidence.ts';

const MOST_BYTES = 4000;
/** As far as Let's Encrypt follows. */
const MOST_REDIRECTS = 10;
const NO_ADDRESS: RenewalPath = { status: 'no-address', url: null, walk: null };

export const renewalPathProbe = defineProbe({
  id: 'edge/renewal-path',
  version: 1,
  title: 'asks the host over http for a certificate challenge that is not there, as an authority would',
  about: 'host',
  needs: { host: one(hostAddresses) },
  fills: renewalPath,
  discovers: [],
  touches: 'reads-public',
  timeoutMs: 15_000,
  async gather({ subject, given, io, signal }) {
    if (given.host.status !== 'present') return { value: NO_ADDRESS, complete: true };
    const token = `launch-ready-${Buffer.from(io.random(8)).toString('hex')}`;
    const url = `http://${subject.name}/.well-known/acme-challenge/${token}`;
    const walk = walkEvidence(await follow(io, { url, most: MOST_REDIRECTS, mostBytes: MOST_BYTES, totalMs: 8000 }, signal));
    const { failure } = walk;
    // A refusal is an answer; silence is not.
    if (walk.hops.length === 0 && failure && failure.code !== 'refused') throw new CouldNotLook(failure.code, failure.reason);
    const isUnseen = walk.end === 'failed' && failure?.code !== 'refused';
    const value: RenewalPath = { status: 'seen', url: quote(url, 300), walk };
    return { value, complete: isUnseen ? [{ part: 'walk', says: failure?.reason ?? quote('no answer') }] : true };
  },
});
