import { deployedCode } from '../../evidence/secrets/deployed-code.ts';
import { defineCheck, one } from '../../model/check.ts';
import { purposeOf } from '../edge/edge-facts.ts';
import { clientProof } from './describe-client-secret.ts';

/** Keys made for browsers that tell by their form that nothing real happens with them. */
const TEST_MODE: ReadonlySet<string> = new Set(['stripe-publishable-test-key']);

export const testModeLive = defineCheck({
  id: 'secrets/test-mode-live',
  rows: ['E9'],
  stage: 'secrets',
  about: 'host',
  title: 'What visitors get works in live mode',
  why: 'With a test key the checkout looks right and takes the card, and no money arrives; sign-ins land in a test tenant that is emptied.',
  test: 'open https://{subject}, press F12, open Sources, press Ctrl+Shift+F and search for pk_test_',
  refs: ['Stripe: test and live mode', 'Clerk: development and production instances'],
  needs: { seen: one(deployedCode, ['code']) },
  maxAge: '24h',
  monitorable: '6h',
  problems: {
    'test-key-served': {
      says: '{host:name} runs in test mode: it hands visitors {what:word}',
      class: 'blocker',
      impact: 'revenue',
      identity: [],
      minutes: 30,
    },
  },
  judge({ seen }, { subject, intent, report }) {
    if (seen.status === 'none') {
      report.notApplicable('nothing answers there');
      return;
    }
    const purpose = purposeOf(intent, subject.name);
    if (intent.environment !== 'production' || /^(?:preview|staging|docs)$/.test(purpose)) {
      report.notApplicable('it is not for production');
      return;
    }
    const found = seen.secrets.find(({ format }) => format !== null && TEST_MODE.has(format));
    if (found)
      report.fail('test-key-served', {
        host: subject.name,
        what: 'the publishable key of a test mode',
        proof: clientProof(found),
        fix: {
          steps: [
            'Switch the provider to live mode and copy the live pair: publishable key, secret key and webhook secret are swapped together.',
            'Set them where production is built and runs, deploy, and make one real payment that you refund.',
          ],
        },
      });
    report.pass('no key of a test mode in what visitors get');
  },
});
