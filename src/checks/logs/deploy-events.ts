import { logSinks } from '../../evidence/logs/sinks.ts';
import { defineCheck, one } from '../../model/check.ts';
import { BUILDING, namesOf, withoutLogs } from './sink-facts.ts';

export const deployEvents = defineCheck({
  id: 'logs/deploy-events',
  rows: ['K1'],
  stage: 'monitoring',
  about: 'project',
  title: 'Starts and deploys are in the logs',
  why: 'Most outages begin with a deploy. If the log says when one was, the cause is found in minutes.',
  test: 'deploy, then look in the log for the line that says so',
  refs: [],
  // What is there is there, however much was not read.
  needs: { logs: one(logSinks, []) },
  maxAge: '24h',
  unless: withoutLogs,
  attestable: true,
  problems: {},
  judge({ logs }, { report }) {
    const deploys = logs.sinks.filter(({ kind, entries }) => BUILDING.includes(kind) && entries > 0);
    const starts = logs.sinks.filter((sink) => sink.starts > 0);
    if (deploys.length > 0) report.pass(`${namesOf(deploys)} tells of builds and deploys`);
    else if (starts.length > 0) report.pass(`${namesOf(starts)} says when the app starts`);
    else report.unknown('no log tells of a start or a deploy: name the log of your deploys too, or log one line with the version at the start');
  },
});
