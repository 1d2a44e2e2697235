import type { WorldChange } from './change.ts';

/** The project has got and read these reports: file name → content at a time in epoch seconds. */
export function withReports(reports: (nowS: number) => Readonly<Record<string, string>>): WorldChange {
  return (spec) => ({ ...spec, reports });
}
