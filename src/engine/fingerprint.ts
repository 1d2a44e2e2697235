import type { SlotValue } from '../model/message.ts';
import { subjectKey, type Subject } from '../model/subject.ts';

/** Raised when the form changes, so that baselines and waivers written before are not silently lost. */
const FINGERPRINT_VERSION = 1;

/**
 * The lasting identity of a finding: problem, subject, and the slots that tell two findings apart. Readable on purpose: a person can see
 * what a waiver or a baseline line is about. Measured values and line numbers never enter.
 */
export function fingerprint(problem: string, subject: Subject, identity: readonly string[], data: Readonly<Record<string, SlotValue>>): string {
  const slots = [...identity].sort().map((slot) => `${slot}=${slotText(data[slot])}`);
  return [`${FINGERPRINT_VERSION}`, problem, subjectKey(subject), ...slots].join('|');
}

function slotText(value: SlotValue | undefined): string {
  const raw = Array.isArray(value) ? [...(value as readonly string[])].sort().join(',') : String(value ?? '');
  return raw.replaceAll('%', '%25').replaceAll('|', '%7C');
}
