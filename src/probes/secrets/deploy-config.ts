import { Buffer } from 'node:buffer';
import { BROWSER_NAME, PUBLIC_PREFIXES, SECRET_NAME } from '../../data/env-conventions.ts';
import { shapedRules } from '../../data/secret-rules.ts';
import { readTree } from '../../drivers/repository-tree.ts';
import { deployConfig, type DeployConfig } from '../../evidence/secrets/deploy-config.ts';
import { type ConfigValue, isDeployConfig, readCodeValues, readConfigValues } from '../../formats/deploy-config.ts';
import { fileRole } from '../../formats/file-role.ts';
import { mask, quote } from '../../model/text.ts';
import { defineProbe } from '../../ports/probe.ts';
import { judgeNamedValue } from '../../recognise/named-value.ts';
import { acceptedLines, allowsIn } from '../../scan/allow-comments.ts';
import { openScanner } from '../../scan/scanner.ts';
import { compileScanner } from '../../recognise/secrets/scanner.ts';

const FOR_DEVELOPMENT = /(?:^|[./_-])(?:dev|development|local|override|devcontainer|ci|e2e)(?:[./_-]|$)/i;
const MOST_VALUES = 200;

export const deployConfigProbe = defineProbe({
  id: 'secrets/deploy-config',
  version: 1,
  title: 'looks for passwords and keys that only their name tells, in code and in compose, workflow and platform files',
  about: 'repository',
  needs: {},
  fills: deployConfig,
  discovers: [],
  touches: 'reads-repository',
  timeoutMs: 60_000,
  async gather({ io, signal }) {
    const tree = await readTree(io, signal);
    const scanner = compileScanner(shapedRules);
    const scan = openScanner(io.clock.now());
    const files = tree.files.filter(({ path, bytes }) => bytes !== undefined && fileRole(path) === 'code' && (isDeployConfig(path) || isCode(path)));
    const values = files.flatMap((file): DeployConfig['values'] => {
      const inCode = !isDeployConfig(file.path);
      const bytes = Buffer.from(file.bytes ?? []);
      const text = bytes.toString('utf8');
      const allows = allowsIn(bytes);
      const accepted = allows.length > 0 ? acceptedLines(scan(bytes, file.path), allows, file.path) : new Set<number>();
      return (inCode ? readCodeValues(text) : readConfigValues(text)).flatMap((one) => {
        const looks = inCode && !isRandom(one.value) ? 'harmless' : looksOf(one);
        // What its own shape tells is found everywhere, by another probe.
        if (
          looks === 'harmless' ||
          accepted.has(one.line) ||
          scanner.scan(Buffer.from(`${one.name}=${one.value}\n`)).some((hit) => hit.class !== 'placeholder')
        )
          return [];
        const { name, line, value } = one;
        return [
          { name, path: quote(file.path), line, looks, shown: mask(value, false), tracked: file.tracked, inCode, forDevelopment: isForDevelopment(file.path) },
        ];
      });
    });
    const limits = tree.leftOut.filter(isDeployConfig).map((what) => ({ part: 'tree', says: quote(`not read: ${what}`) }));
    if (values.length > MOST_VALUES) limits.push({ part: 'tree', says: quote(`${values.length - MOST_VALUES} more values`) });
    return { value: { values: values.slice(0, MOST_VALUES), files: files.length }, complete: limits.length > 0 ? limits : true };
  },
});

const isCode = (path: string): boolean =>
  /\.(?:[cm]?[jt]sx?|vue|svelte|astro|py|rb|go|rs|php|java|kt|cs)$/.test(path) &&
  !/(?:^|\/)(?:dist|build|out|vendor|node_modules|public|static|\.next)\/|\.min\.|\.d\.ts$/.test(path);

/** Nothing that a person would type or read: letters of both cases and digits, or long hexadecimal; no words with hyphens, dots or slashes. */
function isRandom(value: string): boolean {
  if (/^(?:[0-9a-f]{32,}|[0-9A-F]{32,})$/.test(value)) return true;
  return !/[-./:\s]/.test(value.replace(/^django-insecure-/, '')) && /[a-z]/.test(value) && /[A-Z]/.test(value) && (value.match(/\d/g) ?? []).length >= 3;
}

function looksOf({ name, value }: ConfigValue): 'secret' | 'weak' | 'harmless' {
  const upper = name.toUpperCase();
  if (!SECRET_NAME.test(upper) || BROWSER_NAME.test(upper) || PUBLIC_PREFIXES.some((prefix) => upper.startsWith(prefix))) return 'harmless';
  // A reference to where the value is kept, a path to a file, or an expression.
  if (/^[@$<{[!&*|>/.]|\$\{|\{\{|^(?:op|vault|sm|ssm|aws|gcp|secret|doppler|env|file):/i.test(value)) return 'harmless';
  return judgeNamedValue(value);
}

/** Compose files for developers, and workflow files: their services live for one run. */
function isForDevelopment(path: string): boolean {
  return FOR_DEVELOPMENT.test(path.slice(path.lastIndexOf('/') + 1)) || path.startsWith('.devcontainer/');
}
