import { Buffer } from 'node:buffer';
import { readDkimSignatures } from '../../src/formats/dkim-signature.ts';
import { verifyDkim } from '../../src/formats/dkim-verify.ts';
import { readMailText } from '../../src/formats/mail-text.ts';
import { readMailFacts } from '../../src/formats/mail-facts.ts';
import { addressDomain, addressesIn, readMessage } from '../../src/formats/message.ts';
import { entryHop, parseReceived } from '../../src/formats/received.ts';
import { type FuzzedParser, fuzzed } from './fuzz.ts';
import { asked } from './mail-parsers.ts';

const MAIL = [
  'Received: from a8 (a8.example [198.51.100.7]) by mx.example (Postfix) with ESMTPS id 1; Wed, 25 Nov 2026 07:00:00 +0000 (UTC)',
  'DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/simple; d=acme.example; s=s1; t=1; x=2000000000; l=5;',
  ' h=from:to:subject:from; bh=frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=; b=AAAA',
  'From: "Acme, Inc." <no-reply@acme.example>',
  'Reply-To: team: a@acme.example, b@acme.example;',
  'List-Unsubscribe: <https://acme.example/out>',
  'Content-Type: multipart/alternative; boundary=b',
  '',
  '--b',
  'Content-Type: text/html',
  '',
  '<a href="https://app.acme.example/reset?token=abc">Reset</a>',
  '--b--',
].join('\r\n');
const RECEIVED = [
  'from [198.51.100.7] (helo=a) by b with esmtps; Wed, 25 Nov 2026 07:00:00 +0000',
  'from x ([IPv6:2001:db8::1]) by y',
  'by 2002:a05:: with SMTP',
];
const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

export const messageParsers: readonly FuzzedParser[] = [
  fuzzed({ file: 'message', name: 'readMessage', samples: [MAIL], read: (text) => readMessage(bytes(text)).fields }),
  fuzzed({
    file: 'message',
    name: 'addressesIn',
    samples: [MAIL, '"a, b" <a@b.example>, (x) c@d.example'],
    read: (text) => addressesIn(text).map(addressDomain),
  }),
  fuzzed({ file: 'dkim-signature', name: 'readDkimSignatures', samples: [MAIL], read: (text) => readDkimSignatures(readMessage(bytes(text))) }),
  fuzzed({
    file: 'dkim-verify',
    name: 'verifyDkim',
    samples: [MAIL],
    read: (text) => asked(verifyDkim(readDkimSignatures(readMessage(bytes(text))), Date.UTC(2026, 10, 25)), text),
  }),
  fuzzed({ file: 'mail-text', name: 'readMailText', samples: [MAIL], read: (text) => readMailText(bytes(text)) }),
  fuzzed({ file: 'mail-facts', name: 'readMailFacts', samples: [MAIL], read: (text) => readMailFacts(bytes(text)) }),
  fuzzed({ file: 'received', name: 'parseReceived', samples: RECEIVED, read: (text) => [parseReceived(text), entryHop([text])] }),
];
