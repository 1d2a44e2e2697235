import { SCAN_SCHEMA } from '../../model/secret-scan.ts';
import { SECRET_CLASSES, SECRET_LEVELS } from '../../model/secret-rule.ts';
import { about, amount, exactly, fixed, flag, instant, list, oneOf, orNull, type SchemaNode, text, whole } from '../schema-nodes.ts';

const line = { type: 'integer', minimum: 1 };
const inside = about('The file in an archive, the cell of a notebook, the source in a map: the line counts there', orNull(text));
const id = about('Names the value wherever it stands, for launch-ready:allow and the baseline', {
  type: 'string',
  pattern: '^(?:[0-9a-f]{12}|w[0-9a-f]{11})$',
});

const place = exactly({
  in: oneOf('tree', 'staged', 'file', 'stdin'),
  path: text,
  line,
  inside,
  via: about('How it is written there, outermost first; empty when it stands as it is', list(text)),
});
const history = exactly({
  path: text,
  line,
  inside,
  versions: about('Different contents that hold it', whole),
  commit: about('The commit that brought it in', orNull(text)),
  at: orNull(instant),
  blob: text,
});
const finding = exactly({
  id,
  fingerprint: about('Of its value; null where it is too weak for one', orNull(text)),
  level: oneOf(...SECRET_LEVELS),
  class: oneOf(...SECRET_CLASSES),
  format: about('Id of the rule', text),
  says: text,
  masked: text,
  allows: about('What somebody who has it can do', text),
  rotate: list(text),
  minutes: amount,
  places: list(place),
  morePlaces: whole,
  history: orNull(history),
});

/** JSON Schema (2020-12) of what `launch-ready scan --format json` prints. Written by hand from `model/secret-scan.ts`; a test holds it against scans, both ways. */
export const scanSchema: SchemaNode = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: `urn:${SCAN_SCHEMA.replaceAll('/', ':')}`,
  title: 'Launch Ready scan for secrets',
  description: 'What was found, what was accepted, and what was not scanned. No value is in it: each is masked where it is first seen.',
  ...exactly({
    schema: fixed(SCAN_SCHEMA),
    version: text,
    sources: about('tree, staged, history, unreachable, since …, files, stdin', list(text)),
    findings: about('Blockers first', list(finding)),
    accepted: exactly({ byComment: whole, byBaseline: whole, baseline: orNull(text) }),
    harmless: about('Seen and harmless: meant to be public, or made up', whole),
    unusedAllows: list(exactly({ path: text, line, id: text })),
    unusedBaseline: list(exactly({ id, path: text })),
    scanned: exactly({ files: whole, bytes: whole, versions: whole, knownVersions: whole, historyBytes: whole, media: whole }),
    notScanned: about('What should have been scanned and was not', list(text)),
    notes: about('What is no part of this repository', list(text)),
    interrupted: flag,
    tookMs: amount,
  }),
};
