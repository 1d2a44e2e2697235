/* How the providers of models and their SDK say it. */

import { at, type Dialect, isObject, listAt, NOTHING, textAt, typeOf, words, written } from './dialect.ts';

/** https://github.com/openai/openai-node, also vLLM, LiteLLM, Groq, Mistral, Open WebUI and most others. */
const openaiChat: Dialect = {
  id: 'openai-chat',
  fits: ({ choices }) => Array.isArray(choices),
  read(value) {
    const choice = at(value, 'choices', 0);
    const said = at(choice, 'delta') ?? at(choice, 'message');
    const calls = listAt(said, 'tool_calls');
    const tool = calls.map((call) => textAt(call, 'function', 'name')).find((name) => name !== '');
    const finish = textAt(choice, 'finish_reason');
    return {
      text: textAt(said, 'content') || textAt(said, 'refusal') || textAt(choice, 'text'),
      wire: textAt(said, 'reasoning_content') + textAt(said, 'reasoning') + calls.map((call) => textAt(call, 'function', 'arguments')).join(''),
      ...(tool !== undefined && { tool }),
      ...(finish !== '' && { finish }),
      ...(at(value, 'error') !== undefined && { error: words(at(value, 'error')) }),
    };
  },
};

/** https://github.com/openai/openai-node, src/resources/responses */
const openaiResponses: Dialect = {
  id: 'openai-responses',
  fits: (value) => typeOf(value).startsWith('response.') || value['object'] === 'response',
  read(value) {
    const type = typeOf(value);
    if (type === 'response.output_text.delta' || type === 'response.refusal.delta') return { text: textAt(value, 'delta') };
    if (type === 'response.output_text.done') return { text: textAt(value, 'text'), repeats: true };
    if (type === 'response.function_call_arguments.delta' || /reasoning.*\.delta$/.test(type)) return { wire: textAt(value, 'delta') };
    if (type === 'response.output_item.added' && textAt(value, 'item', 'name') !== '') return { tool: textAt(value, 'item', 'name') };
    if (type === 'response.failed') return { error: words(at(value, 'response', 'error')) };
    if (type === 'response.incomplete') return { finish: textAt(value, 'response', 'incomplete_details', 'reason') || 'incomplete' };
    if (type === 'response.completed') return { finish: 'stop' };
    if (type !== '') return NOTHING;
    const text = listAt(value, 'output').flatMap((item) => listAt(item, 'content').map((one) => textAt(one, 'text')));
    return { text: text.join('') };
  },
};

const ANTHROPIC = /^(?:message_(?:start|delta|stop)|content_block_(?:start|delta|stop)|ping)$/;
/** https://docs.anthropic.com/en/docs/build-with-claude/streaming */
const anthropic: Dialect = {
  id: 'anthropic',
  fits: (value) =>
    ANTHROPIC.test(typeOf(value)) ||
    (typeOf(value) === 'message' && Array.isArray(value['content'])) ||
    (typeOf(value) === 'error' && isObject(value['error'])),
  read(value) {
    const delta = at(value, 'delta');
    if (typeOf(value) === 'error') return { error: words(value['error']) };
    if (typeOf(value) === 'message')
      return {
        text: listAt(value, 'content')
          .map((one) => textAt(one, 'text'))
          .join(''),
        finish: textAt(value, 'stop_reason'),
      };
    if (typeOf(value) === 'content_block_start' && textAt(value, 'content_block', 'name') !== '') return { tool: textAt(value, 'content_block', 'name') };
    const finish = textAt(delta, 'stop_reason');
    return { text: textAt(delta, 'text'), wire: textAt(delta, 'thinking') + textAt(delta, 'partial_json'), ...(finish !== '' && { finish }) };
  },
};

/** https://ai.google.dev/api/generate-content */
const gemini: Dialect = {
  id: 'gemini',
  fits: ({ candidates }) => Array.isArray(candidates),
  read(value) {
    const parts = listAt(value, 'candidates', 0, 'content', 'parts');
    const finish = textAt(value, 'candidates', 0, 'finishReason').toLowerCase();
    const tool = parts.map((part) => textAt(part, 'functionCall', 'name')).find((name) => name !== '');
    return {
      text: parts
        .filter((part) => at(part, 'thought') !== true)
        .map((part) => textAt(part, 'text'))
        .join(''),
      ...(tool !== undefined && { tool }),
      ...(finish !== '' && { finish }),
    };
  },
};

const AI_SDK =
  /^(?:start|finish|abort|error|start-step|finish-step|reset-step|message-metadata|file|(?:text|reasoning)-(?:start|delta|end)|tool-(?:input|output|approval)-[a-z-]+|source-[a-z]+|data-.{1,60})$/;
/** https://github.com/vercel/ai, UI message stream of ai 5 and later */
const aiSdk: Dialect = {
  id: 'ai-sdk',
  fits: (value) => AI_SDK.test(typeOf(value)) && !('error' in value),
  read(value) {
    const type = typeOf(value);
    if (type === 'text-delta') return { text: textAt(value, 'delta') || textAt(value, 'textDelta') };
    if (type === 'error' || type === 'tool-output-error') return { error: textAt(value, 'errorText') || 'no reason given' };
    if (type === 'abort') return { finish: 'abort' };
    if (type === 'finish') return { finish: textAt(value, 'finishReason') || 'stop' };
    if (type === 'tool-input-start') return { tool: textAt(value, 'toolName') };
    return {
      wire: [textAt(value, 'delta'), textAt(value, 'inputTextDelta'), written(value['input']), written(value['output']), written(value['data'])].join(''),
    };
  },
};

export const PROVIDER_DIALECTS: readonly Dialect[] = [openaiChat, openaiResponses, anthropic, gemini, aiSdk];
