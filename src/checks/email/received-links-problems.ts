const ORIGIN =
  'Set the public address of the app where it builds links (often SITE_URL, APP_URL, NEXTAUTH_URL or the auth service’s "Site URL" and redirect list)';

/** What can be wrong with the links of a mail that was received. */
export const receivedLinksProblems = {
  'this-machine': {
    says: 'The {flow:name} mail links to {link:outside}: that address exists only on the machine of the developer, so the link works for no user',
    class: 'blocker',
    impact: 'experience',
    identity: ['flow'],
    minutes: 15,
    fix: { steps: [`${ORIGIN}, in the settings of production.`, 'Deploy, let the app send the mail again and look: launch-ready mail'] },
  },
  preview: {
    says: 'The {flow:name} mail links to {link:outside}, an address of {platform:word} and not of your domain; it changes or vanishes with the deployment',
    class: 'incident',
    impact: 'experience',
    identity: ['flow'],
    minutes: 15,
    fix: { steps: [`${ORIGIN} to your own domain.`, 'Deploy, let the app send the mail again and look: launch-ready mail'] },
  },
  insecure: {
    says: 'The {flow:name} mail links to {link:outside} without encryption: whoever listens on the way can take over the account',
    class: 'incident',
    impact: 'data',
    identity: ['flow'],
    minutes: 10,
    fix: { steps: [`${ORIGIN}, beginning with https://.`, 'Deploy, let the app send the mail again and look: launch-ready mail'] },
  },
  'other-host': {
    says: 'The link that the {flow:name} mail is about leads to {link:outside}, which is none of your hosts',
    class: 'incident',
    impact: 'experience',
    identity: ['flow'],
    minutes: 20,
    fix: {
      steps: [
        `${ORIGIN} to your own domain.`,
        'If it is the click tracking of the sending service, switch it off for such mails, or give it a name of your own domain.',
      ],
    },
  },
  'no-link': {
    says: 'There is no link in the {flow:name} mail; people cannot do what it was sent for',
    class: 'later',
    impact: 'experience',
    identity: ['flow'],
    minutes: 15,
    fix: { steps: ['If the mail carries a code to type instead, all is well. Otherwise look at the template: the variable with the link is empty.'] },
  },
} as const;
