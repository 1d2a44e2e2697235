/** Every verb of the command line: one line of help, its usage, its options, examples. Data, so that help, parsing and the reference agree. */
export interface VerbHelp {
  readonly says: string;
  readonly usage: string;
  readonly options: readonly (readonly [name: string, says: string])[];
  readonly examples: readonly (readonly [command: string, says: string])[];
}

const CONFIG_OPTIONS = [
  ['--config FILE', 'config file to use (default: launch-ready.config.ts, .mjs or .json here or above)'],
  ['--profile ID', 'launch roadmap to judge by, see: launch-ready explain profiles'],
  ['--environment NAME', 'environment of the config (default: its own, else production)'],
  ['--repo FOLDER', 'repository to look at (default: this folder); one that is not yours: its config is read as JSON only'],
  ['--no-repo', 'do not look at any repository'],
] as const;

export const VERBS: Readonly<Record<string, VerbHelp>> = {
  audit: {
    says: 'Look at your app from outside and at its repository, rank the risks, plan 48 hours, decide. The default verb.',
    usage: 'launch-ready [audit] [https://app.example.com] [options]',
    options: [
      ...CONFIG_OPTIONS,
      ['--only AREA|CHECK', 'only this area or check; may be given several times'],
      ['--out FOLDER', 'where to write the report, plan and risk list (default: .launch-ready/report)'],
      ['--format LIST', 'files to write: html,markdown,plan,risks,map,mail,json,sarif,junit or none (default: html,plan,risks)'],
      ['--map', 'print the domain and routing map instead of the report: each record, redirect and certificate, what for, what tested it and when'],
      ['--edge', 'print the edge baseline instead: what stands in front, what it enforces, every exception with its reason, what tested it and when'],
      ['--json', 'print the assessment as one JSON document on stdout; everything for people goes to stderr'],
      ['--github', 'also print annotations and the step summary for a GitHub workflow'],
      ['--replay RUN', 'judge an archived run again, offline: an id, latest, previous or a file'],
      ['--baseline RUN', 'gate only on blockers that the baseline run did not have'],
      ['--active', 'consent to looks that cost, send or change something, on hosts that the config lists as owned'],
      ['--budget SECONDS', 'time for the whole run (default: 60)'],
    ],
    examples: [
      ['launch-ready', 'audit the project in this folder'],
      ['launch-ready audit https://app.example.com', 'audit an address; nothing to set up'],
      ['launch-ready audit --json > assessment.json', 'for scripts and coding agents'],
    ],
  },
  init: {
    says: 'Write a config for this project: detects what it can, asks at most six questions.',
    usage: 'launch-ready init [options]',
    options: [
      ['--yes', 'take what is detected, ask nothing'],
      ['--host NAME', 'the address users will open'],
      ['--mail PROVIDER', 'who sends the mail of the app, or none'],
      ['--hosting TEXT', 'where production runs and who can log in there, or: nobody knows'],
      ['--rollback TEXT', 'how you go back to the previous release, or: nobody knows'],
      ['--alerts TEXT', 'who is told when it is down, and how, or: nobody knows'],
      ['--profile ID', 'launch roadmap to judge by'],
      ['--json-config', 'write launch-ready.config.json instead of .ts'],
      ['--force', 'overwrite an existing config'],
    ],
    examples: [['launch-ready init', 'six questions, then a config you can read']],
  },
  dmarc: {
    says: 'Read the DMARC, failure and TLS reports that receivers send you: who sends as your domain, what fails, what to do.',
    usage: 'launch-ready dmarc [FILE | FOLDER … | -] [options]',
    options: [
      ['--domain NAME', 'only this domain and names below it (default: all that the reports are about)'],
      ['--mailbox', 'also read the mailbox that the config names (mail.reports.imap); nothing in it is changed'],
      ['--json', 'print everything as one JSON document'],
      ['--config FILE', 'config file to use (default: launch-ready.config.ts, .mjs or .json here or above)'],
      ['--environment NAME', 'environment of the config (default: its own, else production)'],
    ],
    examples: [
      ['launch-ready dmarc reports/', 'XML, zip, gz, eml and mbox files, in any mixture'],
      ['launch-ready dmarc - < mailbox.mbox', 'from another program'],
      ['launch-ready dmarc', 'what was read so far'],
    ],
  },
  mail: {
    says: 'Receive a real mail of your app and prove it: signature, sender, links, time, spam folder.',
    usage: 'launch-ready mail [FLOW …] [options]',
    options: [
      ['--active', 'let us send the request that makes the app send (mail.flows in the config; owned hosts only)'],
      ['--listen ADDRESS:PORT', 'receive with an SMTP server of ours here (default 127.0.0.1:2525)'],
      ['--to ADDRESS', 'address the app is to send to; {token} in it becomes a fresh random word'],
      ['--within SECONDS', 'how long to wait for each mail (default 120)'],
      ['--json', 'print everything as one JSON document'],
      ['--config FILE', 'config file to use (default: launch-ready.config.ts, .mjs or .json here or above)'],
      ['--environment NAME', 'environment of the config (default: its own, else production)'],
    ],
    examples: [
      ['launch-ready mail', 'says where to let the app send its mail, and waits for it'],
      ['launch-ready mail password-reset --active', 'asks the app itself, as mail.flows says'],
    ],
  },
  smoke: {
    says: 'Do what users do (open the site, log in, chat, reset a password …) and say which of it does not work.',
    usage: 'launch-ready smoke [JOURNEY …] [options]',
    options: [
      ['--active', 'let us send forms, log in and ask the chat (owned hosts only); without it, only pages are opened'],
      ['--at URL', 'where the app is: staging, a preview, http://localhost:3000 (default: the canonical host of the config)'],
      ['--format LIST', 'files to write as well: junit, json, html, markdown … (default: none)'],
      ['--out FOLDER', 'where to write them (default: .launch-ready/report)'],
      ['--json', 'print everything as one JSON document'],
      ['--config FILE', 'config file to use (default: launch-ready.config.ts, .mjs or .json here or above)'],
      ['--environment NAME', 'environment of the config (default: its own, else production)'],
    ],
    examples: [
      ['launch-ready smoke --active', 'every flow of the config, and those that we find'],
      ['launch-ready smoke login chat-message --at http://localhost:3000 --active', 'two of them, on this machine'],
    ],
  },
  load: {
    says: 'Ask one address of yours many times a second, at moments fixed before, and say how long people wait.',
    usage: 'launch-ready load URL --active [options]',
    options: [
      ['--active', 'your consent: load costs, and can hurt; only hosts that the config lists as owned, or this machine'],
      ['--rate LIST', 'requests per second, one step each (default: 5,20,50)'],
      ['--seconds N', 'how long each step lasts (default: 30)'],
      ['--arrivals KIND', 'constant, poisson (as independent people come), ramp or burst (default: poisson)'],
      ['--target MS', 'the p95 that you aim at; how exactly we must send follows from it (default: 500)'],
      ['--json', 'print everything as one JSON document'],
      ['--config FILE', 'config file to use (default: launch-ready.config.ts, .mjs or .json here or above)'],
      ['--environment NAME', 'environment of the config (default: its own, else production)'],
    ],
    examples: [['launch-ready load http://localhost:3000/api/chats --active', '5, 20 and 50 requests per second, half a minute each']],
  },
  logs: {
    says: 'Look through logs for keys, passwords, messages and personal data; plant values and see whether they come back.',
    usage: 'launch-ready logs [FILE … | - | plant | check | test-file] [options]',
    options: [
      ['--kind KIND', 'what the named files are: app, proxy, database, ci, deploy or other (default: app)'],
      ['--active', 'with plant: send the planted values to the endpoints of the config (owned hosts only)'],
      ['--runner NAME', 'with test-file: vitest or node (default: vitest)'],
      ['--json', 'print everything as one JSON document'],
      ['--config FILE', 'config file to use (default: launch-ready.config.ts, .mjs or .json here or above)'],
      ['--environment NAME', 'environment of the config (default: its own, else production)'],
    ],
    examples: [
      ['launch-ready logs app.log access.log.gz', 'what stands in them that should not'],
      ['docker logs api 2>&1 | launch-ready logs -', 'from another program'],
      ['launch-ready logs plant', 'values to use in your app; then: launch-ready logs check'],
    ],
  },
  scan: {
    says: 'Look for keys and passwords in files, staged changes, the whole git history, logs. Asks nobody, sends nothing.',
    usage: 'launch-ready scan [FOLDER | FILE …] [options]',
    options: [
      ['--staged', 'only what the next commit would bring in (for a pre-commit hook)'],
      ['--history', 'also every version of every file in the git history, merges and stashes included'],
      ['--since REV|DATE', 'only versions that came in after a commit or branch (origin/main), a date (2026-11-01) or a time ("3 days")'],
      ['--unreachable', 'also contents that no branch reaches any more (amended, rebased away), until git tidies up'],
      ['--stdin', 'a log or any other text that is piped in, until it ends or the time is over'],
      ['--format FORMAT', 'terminal, json, sarif or github (annotations of a workflow); default: terminal'],
      ['--baseline FILE', 'accept what this file lists (default: launch-ready.baseline.json, when it is there)'],
      ['--write-baseline', 'write everything found into the baseline file: from now on only new ones count'],
      ['--install-hook', 'write a git pre-commit hook that scans every commit; one that is there already is left alone'],
      ['--budget SECONDS', 'most time; what was not reached is said (default: 600)'],
    ],
    examples: [
      ['launch-ready scan', 'the files of this folder, as git would commit them'],
      ['launch-ready scan --history', 'and all that was ever committed'],
      ['launch-ready scan --since origin/main --format github', 'the gate of a pull request'],
      ['npm run build 2>&1 | launch-ready scan --stdin', 'what a build prints'],
    ],
  },
  compare: {
    says: 'Show what was fixed, what is new and what stayed between two runs, with timings before and after.',
    usage: 'launch-ready compare [BEFORE] [AFTER] [--json]',
    options: [['--json', 'print the comparison as JSON']],
    examples: [['launch-ready compare previous latest', 'did the fix work?']],
  },
  fix: {
    says: 'Print the DNS records that repair what the last run found, each set tried on a copy of your zone before. Changes nothing.',
    usage: 'launch-ready fix [CHECK | CHECK:PROBLEM | FINGERPRINT ...] [--as OUTPUT]',
    options: [
      ['--as OUTPUT', 'form, bind, nsupdate, cloudflare, dnscontrol, terraform or terraform-route53 (default: form, what to type at your DNS company)'],
      ['--undo', 'the records that put everything back as it was'],
      ['--run RUN', 'the run whose findings to repair: an id, latest, previous or a file (default: latest)'],
      ['--json', 'print as one JSON document'],
    ],
    examples: [
      ['launch-ready fix', 'what to type, field by field'],
      ['launch-ready fix email/dmarc --as bind > dmarc.zone', 'one finding, as zone-file lines'],
    ],
  },
  'how-to': {
    says: 'Write down how DNS, SPF, DKIM, DMARC and the keys of this project are changed, at the companies that you use. Asks nobody.',
    usage: 'launch-ready how-to [--run RUN]',
    options: [
      ['--run RUN', 'the run whose findings it stands on: an id, latest, previous or a file (default: latest)'],
      ['--json', 'print as one JSON document'],
    ],
    examples: [['launch-ready how-to > docs/how-to.md', 'keep it where the next person looks']],
  },
  secrets: {
    says: 'List every secret of the project: where it stands and stood, who answers for it, whether it leaked, whether the old one is dead.',
    usage: 'launch-ready secrets [--verify] [--markdown | --json]',
    options: [
      ['--verify', 'ask the providers of what was found, one reading request each, whether they still take the value; it is sent to nobody else'],
      ['--markdown', 'print the whole inventory as one document, for the hand-over'],
      ['--json', 'print it as one JSON document, which --import reads on another machine'],
      ['--import FILE', 'add what an inventory from another machine knew'],
      ['--config FILE', 'config file to use (default: launch-ready.config.ts, .mjs or .json here or above)'],
      ['--environment NAME', 'environment of the config (default: its own, else production)'],
    ],
    examples: [
      ['launch-ready secrets', 'what leaked, and what to do'],
      ['launch-ready secrets --verify', 'after a rotation: is the old one dead?'],
    ],
  },
  env: {
    says: 'Make .env.example and a module that stops the app when a variable is missing, from what the code uses.',
    usage: 'launch-ready env [--write] [--module PATH]',
    options: [
      ['--write', 'write what was shown; lines are added to an example that is there, a module that differs is left alone'],
      ['--module PATH', 'where the module goes (default: src/env.ts or env.ts)'],
      ['--json', 'print it as one JSON document'],
      ['--config FILE', 'config file to use (default: launch-ready.config.ts, .mjs or .json here or above)'],
    ],
    examples: [['launch-ready env', 'what the code needs, and the two files as they would be']],
  },
  explain: {
    says: 'Explain a check, a problem or a profile, with no network.',
    usage: 'launch-ready explain [CHECK | CHECK:PROBLEM | profiles | PROFILE]',
    options: [['--json', 'print as JSON']],
    examples: [['launch-ready explain email/dmarc', 'what it looks at, why, and how to try it yourself']],
  },
  demo: {
    says: 'Bring up a small faulty chatbot app on this machine, audit it, and show one fix turning green.',
    usage: 'launch-ready demo [--fix NAME] [--keep]',
    options: [
      ['--fix NAME', 'repair one fault, look again and compare (the demo lists the names)'],
      ['--out FOLDER', 'where to write the report (default: launch-ready-demo)'],
      ['--format LIST', 'files to write, as for audit'],
      ['--keep', 'leave the servers running until Ctrl-C'],
    ],
    examples: [['launch-ready demo', 'no set-up, nothing leaves this machine']],
  },
};

export const EXIT_CODES: readonly (readonly [code: number, says: string])[] = [
  [0, 'gate passed'],
  [1, 'gate failed: a blocker, or something required has failed'],
  [2, 'usage or config error'],
  [3, 'could not verify enough: only unknowns stand in the way'],
  [4, 'internal error'],
  [130, 'interrupted'],
];

/** Help for one verb, or the overview. */
export function help(verb?: string): string {
  const known = verb === undefined ? undefined : VERBS[verb];
  return known ? verbHelp(known) : overview();
}

function overview(): string {
  const width = Math.max(...Object.keys(VERBS).map((verb) => verb.length));
  return [
    'Launch Ready takes an AI-built app from demo to a safe production launch.',
    '',
    'Usage: launch-ready [verb] [options]',
    '',
    ...Object.entries(VERBS).map(([verb, { says }]) => `  ${verb.padEnd(width)}  ${says}`),
    '',
    'Start here:',
    '  launch-ready https://app.example.com   audit an address',
    '  launch-ready demo                      see it at work, all on this machine',
    '',
    'launch-ready help VERB shows its options. Without --active it only reads public things and the local repository.',
    '',
    `Exit codes: ${EXIT_CODES.map(([code, says]) => `${code} ${says.split(':')[0]}`).join(' · ')}`,
    '',
  ].join('\n');
}

function verbHelp({ says, usage, options, examples }: VerbHelp): string {
  const width = Math.max(...options.map(([name]) => name.length));
  return [
    says,
    '',
    `Usage: ${usage}`,
    '',
    'Options:',
    ...options.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`),
    '',
    'Examples:',
    ...examples.flatMap(([command, text]) => [`  ${command}`, `      ${text}`]),
    '',
  ].join('\n');
}
