import { envFiles } from '../../evidence/secrets/env-files.ts';
import { defineCheck, one } from '../../model/check.ts';

export const agentAccess = defineCheck({
  id: 'secrets/agent-access',
  rows: ['E5'],
  stage: 'secrets',
  about: 'repository',
  title: 'No coding agent is handed the env file',
  why: 'What an agent reads goes to its model provider and into its logs, and a server it starts has every key in the file. One line in its settings does that for everybody in the team.',
  test: 'look for .env in .claude/settings.json, .aider.conf.yml, .mcp.json and .vscode/mcp.json',
  refs: ['OWASP Top 10 for LLM applications: LLM02 sensitive information disclosure'],
  needs: { seen: one(envFiles, ['tree']) },
  maxAge: 'commit',
  problems: {
    'agent-gets-env': {
      says: '{path:outside} hands the env file to a coding agent or to a server that it starts',
      class: 'later',
      impact: 'data',
      identity: ['path'],
      minutes: 10,
    },
  },
  judge({ seen }, { report }) {
    for (const { path, line } of seen.agents) {
      const steps = [
        'Name the single variables that it needs instead of the file, with keys of their own that may do little.',
        'Tell the agent to keep away from the rest: in Claude Code "deny": ["Read(./.env)", "Read(./.env.*)"].',
      ];
      report.fail('agent-gets-env', { path, proof: [{ says: 'By this line', location: { path, line } }], fix: { steps } });
    }
    report.pass('no settings of a coding agent hand out env files');
  },
});
