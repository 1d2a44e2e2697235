/* How chat servers say what they say: one entry for each way that is in use, read from the sources named with it. */

/** What one message of an answer adds. */
export interface ChatPart {
  /** What the user gets to read. */
  readonly text?: string;
  /** Other text that is sent along: thoughts, arguments and results of tools. */
  readonly wire?: string;
  /** The text takes the place of all before it. */
  readonly replaces?: true;
  /** The text says again what came in pieces; it only counts where nothing came. */
  readonly repeats?: true;
  /** Name of a tool that is called. */
  readonly tool?: string;
  /** Why the answer ended. */
  readonly finish?: string;
  readonly error?: string;
}
type Json = Readonly<Record<string, unknown>>;
interface Dialect {
  readonly id: string;
  readonly fits: (value: Json, event: string) => boolean;
  readonly read: (value: Json, event: string) => ChatPart;
}

const NOTHING: ChatPart = {};
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const at = (value: unknown, ...keys: readonly (string | number)[]): unknown =>
  keys.reduce<unknown>((one, key) => (Array.isArray(one) && typeof key === 'number' ? one[key] : isObject(one) ? one[key] : undefined), value);
const textAt = (value: unknown, ...keys: readonly (string | number)[]): string => {
  const found = at(value, ...keys);
  return typeof found === 'string' ? found : '';
};
/** What is wrong, in words, wherever it stands. */
const words = (value: unknown): string => (typeof value === 'string' ? value : textAt(value, 'message') || textAt(value, 'error') || 'no reason given');
const written = (value: unknown): string => (value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value).slice(0, 20_000));
const listAt = (value: unknown, ...keys: readonly (string | number)[]): readonly unknown[] => {
  const found = at(value, ...keys);
  return Array.isArray(found) ? found.slice(0, 50) : [];
};
const typeOf = (value: Json): string => textAt(value, 'type');

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

/** The first that fits reads it. */
const DIALECTS: readonly Dialect[] = [
  openaiChat,
  gemini,
  openaiResponses,
  anthropic,
  agUi,
  anythingLlm,
  chatUi,
  botpress,
  aiSdk,
  libreChat,
  dify,
  flowise,
  ollama,
  langServe,
];
export const CHAT_DIALECTS = [...DIALECTS.map(({ id }) => id), 'ai-sdk-4'] as const;

/** Reads one JSON message of an answer; nothing when it is in none of the known ways. `event`: the name that stands beside it. */
export function readDialect(value: unknown, event: string): (ChatPart & { readonly dialect: string }) | undefined {
  if (!isObject(value)) return undefined;
  const dialect = DIALECTS.find(({ fits }) => fits(value, event));
  return dialect && { dialect: dialect.id, ...dialect.read(value, event) };
}

/** https://github.com/vercel/ai, data stream of ai 4: a code before each line says what it is. */
export function readAiSdk4(code: string, value: unknown): ChatPart {
  if (code === '0') return { text: typeof value === 'string' ? value : '' };
  if (code === '3') return { error: words(value) };
  if (code === '9' || code === 'b') return { tool: textAt(value, 'toolName'), wire: written(at(value, 'args')) };
  if (code === 'd') return { finish: textAt(value, 'finishReason') || 'stop' };
  if (code === 'c') return { wire: textAt(value, 'argsTextDelta') };
  return code === 'g' || code === 'a' || code === '2' ? { wire: written(value) } : NOTHING;
}
