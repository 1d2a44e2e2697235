export const SHAPES: Readonly<Record<string, string>> = {
  array: 'lists of objects',
  'error-cause': 'the cause of an error',
  map: 'a Map',
  'class-instance': 'an instance of a class',
  circular: 'an object that holds itself',
  'json-in-string': 'JSON inside a text',
};

export const redactionProblems = {
  'not-redacted': {
    says: 'the logger writes values of {keys:names} as they are',
    class: 'incident',
    impact: 'data',
    identity: [],
    minutes: 30,
    fails: [],
  },
  'stops-early': {
    says: 'the logger takes {keys:names} out only to depth {depth:count}; at depth {deeper:count} they are in the log',
    class: 'incident',
    impact: 'data',
    identity: [],
    minutes: 20,
    fails: [],
  },
  'shape-shown': {
    says: 'the logger does not look into {shapes:names}',
    class: 'later',
    impact: 'data',
    identity: [],
    minutes: 30,
    fix: {
      steps: [
        'Redact what is written, not what is handed in: one pass over the finished line that replaces the values of secret names, also in escaped JSON.',
        'Or log named fields only, so that such objects never reach the logger.',
      ],
    },
  },
  'logger-fails': {
    says: 'the logger fails on {shapes:names}: the line is lost, and the request that wrote it may fail',
    class: 'later',
    impact: 'downtime',
    identity: [],
    minutes: 20,
    fix: { steps: ['Use a serializer that knows circular objects (pino and winston do), and let a redactor that fails drop the field instead of throwing.'] },
  },
} as const;
