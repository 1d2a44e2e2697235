import { Bindings } from './env-use/bindings.ts';
import { lineCounter } from './line-counter.ts';
import {
  child,
  children,
  dottedName,
  identifierOf,
  isCall,
  isFunction,
  isMember,
  parseScript,
  propertyName,
  type ScriptNode,
  unwrap,
  walk,
} from './script-tree.ts';

/** Something that is logged whole, though it holds what no log should. */
export type LoggedWhole = 'environment' | 'headers' | 'body' | 'client-error' | 'request-logger' | 'sentry-people';
export interface LoggedPlace {
  readonly kind: LoggedWhole;
  /** From 1. */
  readonly line: number;
  /** The call, as it stands there. */
  readonly code: string;
}

const SCRIPT = /\.[cm]?[jt]sx?$/;
const MAY_LOG = /\bconsole\b|\blog(?:ger|ging)?\b|pino-http|express-winston|[sS]entry/;
const MAY_BE_WHOLE = /process\.env|headers|[bB]ody|\.json\(|\.config\b|pino-http|express-winston|sendDefaultPii/;
const MOST_PLACES = 200;

/** True for files in which this can be told. */
export function mayLog(path: string): boolean {
  return SCRIPT.test(path) || path.endsWith('.py');
}

/** The places of a file at which the environment, a request or a client's error is logged whole. Guarded ones (while developing, when asked for) are left out. Never throws. */
export function findLoggedWholes(text: string, path: string): readonly LoggedPlace[] {
  if (path.endsWith('.py')) return inPython(text);
  if (!SCRIPT.test(path) || !MAY_LOG.test(text) || !MAY_BE_WHOLE.test(text) || /^\s*['"]use client['"]/.test(text)) return [];
  const program = parseScript(text, path);
  if (!program) return [];
  const bindings = new Bindings(program);
  const lineAt = lineCounter(text);
  const places: LoggedPlace[] = [];
  walk(program, (node, parents) => {
    if (!isCall(node) || places.length >= MOST_PLACES) return;
    const kind = kindOf(node, bindings);
    if (kind === undefined || parents.some((parent) => isGuard(parent, node, text))) return;
    places.push({ kind, line: lineAt(node.start), code: text.slice(node.start, node.end) });
  });
  return places;
}

function kindOf(call: ScriptNode, bindings: Bindings): LoggedWhole | undefined {
  const callee = unwrap(child(call, 'callee'));
  if (isLogger(callee)) return firstOf(children(call, 'arguments'), bindings);
  if (isRequestLogger(call, callee, bindings)) return 'request-logger';
  return /(?:^|\.)Sentry\.init$/.test(dottedName(callee)) && valueOf(children(call, 'arguments')[0], 'sendDefaultPii')?.['value'] === true
    ? 'sentry-people'
    : undefined;
}

const LEVELS = /^(?:info|warn|error|fatal|log|notice|critical)$/;
const CONSOLE = /^(?:log|info|warn|error|debug|dir|table)$/;
const LOGGERS = /^(?:log|logger|logging|winston|(?:req|request|ctx|c|app|fastify|server|this)\.(?:log|logger))$/;

/** Levels that are off unless somebody asks for them count as no log. */
function isLogger(callee: ScriptNode | undefined): boolean {
  if (!callee || !isMember(callee)) return false;
  const name = propertyName(callee) ?? '';
  const object = dottedName(child(callee, 'object')).replace(/^this\.(?=log)/, '');
  return object === 'console' ? CONSOLE.test(name) : LOGGERS.test(object) && LEVELS.test(name);
}

function firstOf(nodes: readonly ScriptNode[], bindings: Bindings): LoggedWhole | undefined {
  for (const node of nodes) {
    const kind = wholeIn(node, bindings);
    if (kind !== undefined) return kind;
  }
  return undefined;
}

/** Calls that make a text or an object of the whole of their argument. */
const KEEPS_ALL = /^(?:JSON\.stringify|Object\.(?:fromEntries|entries|assign)|(?:util\.)?inspect|structuredClone|Array\.from|String)$/;

function wholeIn(node: ScriptNode | undefined, bindings: Bindings): LoggedWhole | undefined {
  const inner = unwrap(node);
  if (!inner) return undefined;
  if (inner.type === 'ObjectExpression' || inner.type === 'ArrayExpression') {
    const parts = [...children(inner, 'properties'), ...children(inner, 'elements')].map((one) => child(one, 'argument') ?? child(one, 'value') ?? one);
    return firstOf(parts, bindings);
  }
  // Within a text only what was made a text before.
  if (inner.type === 'TemplateLiteral') return firstOf(children(inner, 'expressions').filter(isTextMade), bindings);
  if (inner.type === 'BinaryExpression')
    return firstOf([child(inner, 'left'), child(inner, 'right')].filter((one) => one && isTextMade(one)) as ScriptNode[], bindings);
  if (isCall(inner) && KEEPS_ALL.test(dottedName(child(inner, 'callee')))) return firstOf(children(inner, 'arguments'), bindings);
  return whole(inner, bindings);
}

const isTextMade = (node: ScriptNode): boolean => {
  const inner = unwrap(node);
  return (
    inner !== undefined &&
    ((isCall(inner) && /^(?:JSON\.stringify|(?:util\.)?inspect)$/.test(dottedName(child(inner, 'callee')))) || inner.type === 'BinaryExpression')
  );
};

const REQUEST = /^(?:req|request|ctx\.req|ctx\.request|c\.req|event\.req|event)$/;
/** What users write, and what they log in with. */
const PRIVATE_FIELD = /^(?:messages?|prompt|password|question|query|content|text|input)$/;

function whole(node: ScriptNode, bindings: Bindings): LoggedWhole | undefined {
  const name = dottedName(node).replace(/(?:\.raw)?\.entries\(\)$|\.raw$/, '');
  if (name === 'process.env' && !bindings.at('process', node.start)) return 'environment';
  if (name === 'headers()' && bindings.at('headers', node.start)?.module === 'next/headers') return 'headers';
  const [, object = '', last = ''] = /^(.+)\.([\w()]+)$/.exec(name) ?? [];
  if (REQUEST.test(object) && (last === 'headers' || last === 'header()')) return 'headers';
  if (REQUEST.test(object) && /^(?:body|json\(\)|formData\(\)|text\(\)|parseBody\(\))$/.test(last)) return 'body';
  if (/^(?:e|er|err|error|ex|exception)(?:\.response)?\.(?:config(?:\.headers)?|request(?:\.headers)?)$/.test(name)) return 'client-error';
  return isBodyOf(node, bindings) ? 'body' : undefined;
}

/** A name for the whole body of a request, or for a field of it that is private. */
function isBodyOf(node: ScriptNode, bindings: Bindings): boolean {
  const binding = identifierOf(node) === undefined ? undefined : bindings.of(node);
  const from = unwrap(binding?.from);
  if (!from || (binding?.is !== 'value' && binding?.is !== 'property') || isFunction(from)) return false;
  if (binding.is === 'property' && !PRIVATE_FIELD.test(binding.key ?? '')) return false;
  const source = identifierOf(from) === undefined ? from : unwrap(bindings.of(from)?.from);
  return source !== undefined && identifierOf(source) === undefined && whole(source, bindings) === 'body';
}

/** Loggers that write all headers of each request unless they are told not to (pino-http: `req` serializer; express-winston: `requestWhitelist`). */
const REQUEST_LOGGERS: Readonly<Record<string, { readonly called: RegExp; readonly hides: readonly string[] }>> = {
  'pino-http': { called: /^(?:default|\*|pinoHttp)$/, hides: ['redact', 'serializers', 'logger', 'customProps', 'wrapSerializers'] },
  'express-winston': { called: /\.logger$/, hides: ['requestWhitelist', 'headerBlacklist', 'requestFilter', 'winstonInstance', 'meta'] },
};

function isRequestLogger(call: ScriptNode, callee: ScriptNode | undefined, bindings: Bindings): boolean {
  const root = callee && isMember(callee) ? child(callee, 'object') : callee;
  const { module, key } = moduleOf(root, bindings);
  const logger = module === undefined ? undefined : REQUEST_LOGGERS[module];
  if (!logger || !logger.called.test(callee && isMember(callee) ? `.${propertyName(callee) ?? ''}` : (key ?? ''))) return false;
  const [options] = children(call, 'arguments');
  if (!options) return module === 'pino-http';
  const properties = children(options, 'properties');
  return options.type === 'ObjectExpression' && properties.every((one) => one.type !== 'SpreadElement' && !logger.hides.includes(propertyName(one) ?? ''));
}

function moduleOf(node: ScriptNode | undefined, bindings: Bindings): { readonly module?: string | undefined; readonly key?: string | undefined } {
  const binding = bindings.of(unwrap(node));
  if (binding?.is === 'import') return { module: binding.module, key: binding.key };
  const from = unwrap(binding?.from);
  if (!from || !isCall(from) || dottedName(child(from, 'callee')) !== 'require') return {};
  return { module: bindings.text(children(from, 'arguments')[0]), key: binding?.key ?? 'default' };
}

function valueOf(options: ScriptNode | undefined, name: string): ScriptNode | undefined {
  const property = children(options, 'properties').find((one) => propertyName(one) === name);
  return child(property, 'value');
}

const ASKS = /NODE_ENV|debug|verbose|\bdev\b|isDev|development|localhost/i;

/** A condition that is only true while developing or when somebody asked for it. */
function isGuard(parent: ScriptNode, node: ScriptNode, text: string): boolean {
  const test = child(parent, 'test') ?? (parent.type === 'LogicalExpression' ? child(parent, 'left') : undefined);
  return test !== undefined && !(test.start <= node.start && node.end <= test.end) && ASKS.test(text.slice(test.start, test.end));
}

const PYTHON: readonly (readonly [RegExp, LoggedWhole])[] = [
  [/\bos\.environ\s*[),}]/, 'environment'],
  [/\brequest\.headers\s*[),}]/, 'headers'],
  [/\brequest\.(?:form|json|data|body|get_json\(\)|json\(\)|body\(\)|form\(\))\s*[),}]/, 'body'],
];
const PYTHON_LOG = /(?:^|[\s:;])(?:print|(?:[\w.]+\.)?log(?:ger|ging)?\.(?:info|warning|error|exception|critical))\(/;

function inPython(text: string): readonly LoggedPlace[] {
  const places: LoggedPlace[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const code = raw.trim().slice(0, 500);
    if (places.length >= MOST_PLACES) break;
    if (code.startsWith('#')) continue;
    const kind = /\bsend_default_pii\s*=\s*True\b/.test(code)
      ? 'sentry-people'
      : PYTHON_LOG.test(code) && !/\b(?:len|list|sorted)\(\s*(?:os|request)\./.test(code)
        ? PYTHON.find(([pattern]) => pattern.test(code))?.[1]
        : undefined;
    if (kind) places.push({ kind, line: index + 1, code });
  }
  return places;
}
