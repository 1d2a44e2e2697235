/* The package's public entry: the config helper and the types of what the product writes. Costs nothing to import. */
export { defineConfig, type LaunchReadyConfig } from './config/definition.ts';
export type { Assessment, Comparison, Coverage, Decision, FixPlan } from './model/assessment.ts';
export type { Finding, Verdict } from './model/finding.ts';
