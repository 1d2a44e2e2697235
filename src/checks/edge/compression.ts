import { deployPlatform } from '../../evidence/deploy/platform.ts';
import { type Asset, edgeAssets } from '../../evidence/edge/assets.ts';
import { edgeHttp } from '../../evidence/edge/http.ts';
import { defineCheck, hint, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';
import { compressionRemedy } from './header-remedies.ts';
import { stackOf } from './stack.ts';
import { notForVisitors } from './edge-facts.ts';

/** Below this a packed answer saves nothing that a visitor could feel. */
const LEAST_BYTES = 2048;
const TEXT = /^(text\/(?!event-stream)|application\/(javascript|json|xml|manifest\+json|xhtml\+xml)|image\/svg\+xml)/i;

export const compression = defineCheck({
  id: 'edge/compression',
  rows: ['F6'],
  stage: 'performance',
  about: 'host',
  title: 'Text is sent compressed',
  why: 'Uncompressed pages and scripts are three to five times larger: on a phone network the first page takes seconds longer.',
  test: 'curl -sI -H "Accept-Encoding: gzip, br" https://{subject} | grep -i content-encoding',
  refs: ['RFC 9110 §8.4'],
  needs: { files: one(edgeAssets), http: one(edgeHttp, []), deploy: hint(deployPlatform) },
  maxAge: '24h',
  unless: notForVisitors,
  problems: {
    uncompressed: {
      says: '{host:name} sends {n:count} text file{n:s} uncompressed ({size:bytes} in all)',
      class: 'later',
      impact: 'experience',
      identity: [],
      minutes: 15,
      fails: ['F6'],
    },
  },
  judge({ files, http, deploy }, { subject, report }) {
    if (files.status === 'none') return report.notApplicable('the host serves no page of its own');
    const texts = files.assets.filter((asset) => asset.status === 200 && asset.bytes >= LEAST_BYTES && TEXT.test(asset.contentType ?? ''));
    const plain = texts.filter(({ contentEncoding }) => contentEncoding === null);
    if (plain.length === 0) return report.pass(`${texts.length} text files of at least ${LEAST_BYTES} bytes, all compressed`);
    report.fail('uncompressed', {
      host: subject.name,
      n: plain.length,
      size: plain.reduce((sum, { bytes }) => sum + bytes, 0),
      proof: [{ says: 'answered without Content-Encoding although gzip, br and zstd were offered', lines: plain.map(line) }],
      fix: compressionRemedy(stackOf(http.platforms, deploy?.framework)),
    });
  },
});

function line({ url, contentType, wireBytes }: Asset) {
  return quote(`${url} ${contentType ?? ''} ${wireBytes} bytes`);
}
