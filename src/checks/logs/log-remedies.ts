import type { Remedy } from '../../model/fix.ts';

const PINO = `import pino from 'pino';

const secret = ['authorization', 'cookie', 'password', 'token', 'secret', 'apiKey'];
export const logger = pino({
  redact: {
    // A * stands for one level only: name every depth that you log.
    paths: ['', '*.', '*.*.', '*.*.*.'].flatMap((depth) => secret.map((key) => \`\${depth}\${key}\`)).concat(['req.headers["x-api-key"]', 'res.headers["set-cookie"]']),
    censor: '[redacted]',
  },
});`;

const SERIALIZER = `// Log what helps to find the fault, not the whole object.
const serializers = {
  err: (error) => ({ type: error.name, message: error.message, status: error.status, code: error.code, stack: error.stack }),
};`;

const then =
  'Delete or shorten the log files and the copies at the log service that hold it already, and check with: launch-ready logs plant, then launch-ready logs check.';

/** The values are known to whoever can read the log: they are replaced, not only hidden. */
const replace = 'Replace what was shown: sign the sessions out, make new keys, in the places that issue them.';

export const redactHeaders: Remedy = {
  steps: [
    'Take the headers authorization, cookie, set-cookie and x-api-key out before anything is logged; with pino as below, with winston in a format.',
    replace,
    then,
  ],
  snippet: { language: 'ts', text: PINO, where: 'the file that makes your logger' },
};
export const redactFields: Remedy = {
  steps: ['Log the fields you need by name instead of the whole request body, and take secret fields out in the logger as a second line.', replace, then],
  snippet: { language: 'ts', text: PINO, where: 'the file that makes your logger' },
};
export const redactErrors: Remedy = {
  steps: ['Log of an error its name, message, status and stack only: errors of axios and of AI clients carry the request with its key.', replace, then],
  snippet: { language: 'ts', text: SERIALIZER, where: 'the file that makes your logger' },
};
export const hideUrls: Remedy = {
  steps: [
    'Log the path and the names of the parameters, not their values; at nginx log $uri instead of $request.',
    'Better: send tokens in the body of a POST or after the # of a link, which no server sees.',
    replace,
    then,
  ],
};
export const dropPrompts: Remedy = {
  steps: [
    'Log for each message its id, length, number of tokens and duration, not its text.',
    'Switch the recording of content off in production where a tool does it: OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT=false, LANGSMITH_HIDE_INPUTS=true and LANGSMITH_HIDE_OUTPUTS=true, Sentry recordInputs and recordOutputs false.',
    then,
  ],
};
export const dropDump: Remedy = {
  steps: ['Take out the line that prints the whole environment (console.log(process.env), printenv, env, a debug page).', replace, then],
};
export const maskBuild: Remedy = {
  steps: [
    'Take out what prints it: set -x, curl -v, echo of a variable, a tool in debug mode.',
    'Hand secrets in as secrets of the CI, and mask values that are made from them before their first use (::add-mask:: at GitHub).',
    'Delete the runs that show it, then replace the value: logs of builds are copied and mailed.',
  ],
};
export const dropPersonal: Remedy = {
  steps: [
    'Log the id of the user instead. Where you must tell people apart, log a hash with a salt that changes every day.',
    'Say how long logs are kept and who can read them.',
    'If you need the raw values and the users agreed: a waiver in the config with reason and consent lets it rest.',
  ],
};
export const shortenAddresses: Remedy = {
  steps: [
    'Shorten addresses before they are logged (203.0.113.0 instead of 203.0.113.7), or delete access logs after a few days; say in the privacy notice how long they are kept.',
  ],
};
export const cutTokens: Remedy = {
  steps: ['Log the id of the session (jti) or the last six characters instead of the token.', 'Sign out the sessions whose tokens are still good.', then],
};
export const withoutPeople: Remedy = {
  steps: [
    'Set sendDefaultPii to false (in Python send_default_pii=False) and tell Sentry only the id of your user: Sentry.setUser({ id }).',
    'If you need more than that to find faults, name reason and consent in a waiver for K4, and the retention in your privacy notice.',
  ],
};
