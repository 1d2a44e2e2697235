/* How chat apps and frameworks around models say it. */

import { at, type Dialect, isObject, listAt, NOTHING, textAt, typeOf, words, written } from './dialect.ts';

/** https://github.com/langgenius/dify */
const dify: Dialect = {
  id: 'dify',
  fits: (value) =>
    typeof value['event'] === 'string' &&
    ('answer' in value || 'conversation_id' in value || 'task_id' in value || 'workflow_run_id' in value || /^(?:text|message)_replace$/.test(value['event'])),
  read(value) {
    const event = textAt(value, 'event');
    if (event === 'message' || event === 'agent_message') return { text: textAt(value, 'answer') };
    if (event === 'text_chunk') return { text: textAt(value, 'data', 'text') };
    if (event === 'message_replace' || event === 'text_replace') return { text: textAt(value, 'answer') || textAt(value, 'data', 'text'), replaces: true };
    if (event === 'error') return { error: words(value) };
    if (event === 'message_end' || event === 'workflow_finished') return { finish: 'stop' };
    const tool = textAt(value, 'tool');
    return { wire: textAt(value, 'thought') + textAt(value, 'tool_input') + textAt(value, 'observation'), ...(tool !== '' && { tool }) };
  },
};

/** https://github.com/FlowiseAI/Flowise: the name of the event stands in the data. */
const flowise: Dialect = {
  id: 'flowise',
  fits: (value) => typeof value['event'] === 'string' && 'data' in value && Object.keys(value).length <= 3 && !value['event'].startsWith('on_'),
  read(value) {
    const event = textAt(value, 'event');
    if (event === 'token') return { text: textAt(value, 'data') };
    if (event === 'error' || event === 'abort') return { error: words(value['data']) };
    return event === 'end' ? { finish: 'stop' } : { wire: event === 'start' || event === 'metadata' ? '' : written(value['data']) };
  },
};

/** https://github.com/danny-avila/LibreChat */
const libreChat: Dialect = {
  id: 'librechat',
  fits: (value) => /^on_[a-z_]+$/.test(textAt(value, 'event')) || (value['final'] === true && isObject(value['responseMessage'])),
  read(value) {
    if (value['final'] === true) {
      const said = listAt(value, 'responseMessage', 'content').map((one) => textAt(one, 'text'));
      return { text: textAt(value, 'responseMessage', 'text') || said.join(''), repeats: true, finish: 'stop' };
    }
    const content = listAt(value, 'data', 'delta', 'content')
      .map((one) => textAt(one, 'text'))
      .join('');
    return textAt(value, 'event') === 'on_message_delta' ? { text: content } : { wire: content };
  },
};

const ANYTHING = /^(?:textResponse(?:Chunk)?|abort|statusResponse|finalizeResponseStream)$/;
/** https://github.com/Mintplex-Labs/anything-llm */
const anythingLlm: Dialect = {
  id: 'anything-llm',
  fits: (value) => ANYTHING.test(typeOf(value)),
  read(value) {
    const { error } = value;
    if (typeOf(value) === 'abort' || (typeof error === 'string' && error !== '' && error !== 'false')) return { error: words(error ?? value) };
    if (typeOf(value) === 'statusResponse') return { wire: textAt(value, 'textResponse') };
    return { text: textAt(value, 'textResponse'), ...(value['close'] === true && { finish: 'stop' }) };
  },
};

/** https://github.com/huggingface/chat-ui: tokens are filled up with NUL, and 4,096 spaces may follow. */
const chatUi: Dialect = {
  id: 'chat-ui',
  fits: (value) =>
    (typeOf(value) === 'stream' && typeof value['token'] === 'string') ||
    (typeOf(value) === 'finalAnswer' && typeof value['text'] === 'string') ||
    (typeOf(value) === 'status' && typeof value['status'] === 'string') ||
    (/^(?:tool|reasoning|title)$/.test(typeOf(value)) && ('subtype' in value || 'title' in value)),
  read(value) {
    const type = typeOf(value);
    if (type === 'stream') return { text: textAt(value, 'token').replaceAll('\0', '') };
    if (type === 'finalAnswer') return { text: textAt(value, 'text'), repeats: true, finish: value['interrupted'] === true ? 'abort' : 'stop' };
    if (type === 'status') return value['status'] === 'error' ? { error: words(value) } : NOTHING;
    const tool = textAt(value, 'call', 'name');
    return { wire: textAt(value, 'token') + written(value['call']) + written(value['result']), ...(tool !== '' && { tool }) };
  },
};

/** https://github.com/ag-ui-protocol/ag-ui */
const agUi: Dialect = {
  id: 'ag-ui',
  fits: (value) => /^(?:TEXT_MESSAGE|TOOL_CALL|STATE|REASONING|THINKING|RUN|STEP|MESSAGES|RAW|CUSTOM|ACTIVITY)_[A-Z_]+$/.test(typeOf(value)),
  read(value) {
    const type = typeOf(value);
    if (type === 'TEXT_MESSAGE_CONTENT' || type === 'TEXT_MESSAGE_CHUNK') return { text: textAt(value, 'delta') };
    if (type === 'RUN_ERROR') return { error: words(value) };
    if (type === 'RUN_FINISHED') return { finish: 'stop' };
    if (type === 'TOOL_CALL_START') return { tool: textAt(value, 'toolCallName') };
    return { wire: textAt(value, 'delta') + textAt(value, 'content') };
  },
};

/** https://botpress.com/docs/api-reference/chat-api: what comes is listened for on a second connection. */
const botpress: Dialect = {
  id: 'botpress',
  fits: (value) => /^message_(?:created|stream_(?:delta|complete|abort))$/.test(typeOf(value)),
  read(value) {
    if (typeOf(value) === 'message_created') return at(value, 'data', 'isBot') === false ? NOTHING : { text: textAt(value, 'data', 'payload', 'text') };
    if (typeOf(value) === 'message_stream_abort') return { error: 'the answer was given up' };
    return typeOf(value) === 'message_stream_delta' ? { text: textAt(value, 'data', 'delta') } : { finish: 'stop' };
  },
};

/** https://github.com/langchain-ai/langserve: one event for each piece, named beside it. */
const langServe: Dialect = {
  id: 'langserve',
  fits: (value, event) =>
    (event === 'data' || event === 'metadata' || event === 'end') &&
    !('choices' in value) &&
    ('content' in value || 'run_id' in value || Object.keys(value).length === 0),
  read: (value, event) => (event === 'data' ? { text: textAt(value, 'content') } : event === 'end' ? { finish: 'stop' } : NOTHING),
};

/** https://github.com/ollama/ollama/blob/main/docs/api.md */
const ollama: Dialect = {
  id: 'ollama',
  fits: (value) => typeof value['done'] === 'boolean' && ('response' in value || isObject(value['message'])),
  read: (value) => ({
    text: textAt(value, 'response') || textAt(value, 'message', 'content'),
    wire: textAt(value, 'message', 'thinking'),
    ...(value['done'] === true && { finish: textAt(value, 'done_reason') || 'stop' }),
  }),
};

export const FRAMEWORK_DIALECTS: readonly Dialect[] = [dify, flowise, libreChat, anythingLlm, chatUi, agUi, botpress, langServe, ollama];
