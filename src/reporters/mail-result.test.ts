import { expect, test } from 'vitest';
import { runMailScenario } from '../../range/mail-run.ts';
import { mailResultText } from './mail-result.ts';

test('each question is answered, each no with what was seen and the whole repair', async () => {
  const good = await runMailScenario({ name: '', finds: [] });
  const bad = await runMailScenario({ name: '', finds: [], origin: 'http://localhost:3000', sends: { compose: undefined } as never });
  const options = { columns: 100, color: false, unicode: true };
  expect(mailResultText(good, options)).toContain(
    '✔ Can receivers prove that it is yours?\n  Signed and aligned: password-reset by acme.example (selector resend)',
  );
  expect(mailResultText(good, options)).toMatch(/5 of 5 answered yes\.\n$/);
  const text = mailResultText(bad, options);
  expect(text).toContain('✖ Can receivers prove that it is yours?\n  The password-reset mail carries no DKIM signature');
  expect(text).toContain('    DKIM: no DKIM-Signature line');
  expect(text).toContain('   1. Open Resend: ');
  expect(text).toContain('http://localhost:3000/reset?token=…');
  expect(text).toMatch(/3 of 5 answered yes, 2 no\.\n$/);
  expect(text.split('\n').filter((line) => line.length > 100)).toEqual([]);
  const open = await runMailScenario({ name: '', finds: [], intent: { active: false } });
  const says = mailResultText(open, options);
  expect(says).toContain('? The password-reset mail could not be had: this needs active consent (--active)');
  expect(says.match(/No mail of the app was received yet/g)).toHaveLength(1);
  // eslint-disable-next-line no-control-regex
  expect(mailResultText(bad, { ...options, unicode: false })).toMatch(/^[\u0000-\u007f…’]*$/);
});
