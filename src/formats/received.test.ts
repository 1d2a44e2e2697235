import { expect, test } from 'vitest';
import { entryHop, parseReceived } from './received.ts';

const LINES: readonly (readonly [server: string, value: string, wanted: object])[] = [
  [
    'Postfix',
    'from a8-30.smtp-out.amazonses.com (a8-30.smtp-out.amazonses.com [54.240.8.30]) by mx.acme.example (Postfix) with ESMTPS id 4F1 for <a@acme.example>; Wed, 25 Nov 2026 07:00:00 +0000 (UTC)',
    { ip: '54.240.8.30', helo: 'a8-30.smtp-out.amazonses.com', by: 'mx.acme.example', at: Date.parse('2026-11-25T07:00:00Z') },
  ],
  [
    'Postfix over IPv6',
    'from m.example (m.example [IPv6:2001:db8::25]) by mx.acme.example (Postfix) with ESMTP id 1; Wed, 25 Nov 2026 08:00:00 +0100',
    { ip: '2001:db8::25' },
  ],
  [
    'Gmail',
    'from m.resend.com (m.resend.com. [203.0.113.9]) by mx.google.com with ESMTPS id x1 (version=TLS1_3); Tue, 24 Nov 2026 23:00:00 -0800 (PST)',
    { ip: '203.0.113.9', by: 'mx.google.com' },
  ],
  ['Gmail, inside', 'by 2002:a05:7000:1 with SMTP id q1csp1; Tue, 24 Nov 2026 23:00:01 -0800 (PST)', { ip: undefined, helo: undefined }],
  [
    'Exim',
    'from [198.51.100.7] (helo=app.acme.example) by mx.example with esmtps (TLS1.3) (Exim 4.96) id 1-2; Wed, 25 Nov 2026 07:00:00 +0000',
    { ip: '198.51.100.7', helo: 'app.acme.example' },
  ],
  [
    'Microsoft',
    'from mail.acme.example (198.51.100.8) by DB1.mail.protection.outlook.com (10.1.2.3) with Microsoft SMTP Server; Wed, 25 Nov 2026 07:00:00 +0000',
    { ip: '198.51.100.8' },
  ],
  ['no date', 'from a by b', { ip: undefined, by: 'b', at: undefined }],
  ['a claimed address is not the seen one', 'from [192.0.2.1] (unknown [198.51.100.9]) by mx.example', { ip: '198.51.100.9' }],
  ['nonsense', '][;;(from by', { ip: undefined, by: undefined }],
];
test.each(LINES)('%s', (_, value, wanted) => expect(parseReceived(value)).toMatchObject(wanted));

test('the mail came in where the client was a stranger', () => {
  const inside = 'from mx.acme.example ([10.0.0.7]) by store.acme.example; Wed, 25 Nov 2026 07:00:01 +0000';
  const door = 'from out.example ([203.0.113.9]) by mx.acme.example; Wed, 25 Nov 2026 07:00:00 +0000';
  const forged = 'from trusted.example ([203.0.113.1]) by mail.google.com; Wed, 25 Nov 2026 06:00:00 +0000';
  expect(entryHop([inside, door, forged])).toMatchObject({ ip: '203.0.113.9', by: 'mx.acme.example' });
  expect(entryHop([inside])).toBeUndefined();
});
