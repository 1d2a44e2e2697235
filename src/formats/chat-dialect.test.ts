import { describe, expect, test } from 'vitest';
import { CHAT_DIALECTS } from './chat-dialect.ts';
import { readChatAnswer } from './chat-stream.ts';

const events = (...values: readonly unknown[]): string =>
  values.map((value) => `data: ${typeof value === 'string' ? value : JSON.stringify(value)}\n\n`).join('');
const named = (...pairs: readonly (readonly [string, unknown])[]): string =>
  pairs.map(([name, value]) => `event: ${name}\ndata: ${JSON.stringify(value)}\n\n`).join('');
const lines = (...values: readonly unknown[]): string => values.map((value) => `${typeof value === 'string' ? value : JSON.stringify(value)}\n`).join('');
const delta = (content: object, finish: string | null = null) => ({
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta: content, finish_reason: finish }],
});

interface Case {
  readonly dialect: string | undefined;
  readonly what: string;
  readonly body: string;
  readonly text: string;
  readonly wire?: string;
  readonly tools?: readonly string[];
  readonly finish?: string;
  readonly error?: string;
}

/* Each as the source that the dialect names writes it. */
const CASES: readonly Case[] = [
  {
    dialect: 'openai-chat',
    what: 'a stream whose first chunk has only a role',
    body: events(delta({ role: 'assistant', content: '' }), delta({ content: 'Hi' }), delta({ content: ' there' }), delta({}, 'stop'), '[DONE]'),
    text: 'Hi there',
    finish: 'stop',
  },
  {
    dialect: 'openai-chat',
    what: 'a tool that is called, and thoughts',
    body: events(
      delta({ reasoning_content: 'hm' }),
      delta({ tool_calls: [{ index: 0, function: { name: 'refund', arguments: '' } }] }),
      delta({ tool_calls: [{ index: 0, function: { arguments: '{"id":7}' } }] }),
      delta({}, 'tool_calls'),
    ),
    text: '',
    wire: 'hm{"id":7}',
    tools: ['refund'],
    finish: 'tool_calls',
  },
  {
    dialect: 'openai-chat',
    what: 'all at once',
    body: JSON.stringify({ choices: [{ message: { role: 'assistant', content: 'Hi' }, finish_reason: 'length' }] }),
    text: 'Hi',
    finish: 'length',
  },
  {
    dialect: 'openai-responses',
    what: 'a stream that says everything twice',
    body: named(
      ['response.created', { type: 'response.created', response: {} }],
      ['response.output_text.delta', { type: 'response.output_text.delta', delta: 'Hi' }],
      ['response.output_text.done', { type: 'response.output_text.done', text: 'Hi' }],
      ['response.completed', { type: 'response.completed', response: { output: [{ content: [{ text: 'Hi' }] }] } }],
    ),
    text: 'Hi',
    finish: 'stop',
  },
  {
    dialect: 'openai-responses',
    what: 'a failure',
    body: events({ type: 'response.failed', response: { error: { code: 'x', message: 'quota' } } }),
    text: '',
    error: 'quota',
  },
  {
    dialect: 'anthropic',
    what: 'a stream with thoughts and a tool',
    body: named(
      ['message_start', { type: 'message_start', message: { content: [] } }],
      ['ping', { type: 'ping' }],
      ['content_block_delta', { type: 'content_block_delta', delta: { type: 'thinking_delta', thinking: 'hm' } }],
      ['content_block_start', { type: 'content_block_start', content_block: { type: 'tool_use', name: 'search' } }],
      ['content_block_delta', { type: 'content_block_delta', delta: { type: 'input_json_delta', partial_json: '{}' } }],
      ['content_block_delta', { type: 'content_block_delta', delta: { type: 'text_delta', text: 'Hi' } }],
      ['message_delta', { type: 'message_delta', delta: { stop_reason: 'end_turn' } }],
    ),
    text: 'Hi',
    wire: 'hm{}Hi',
    tools: ['search'],
    finish: 'end_turn',
  },
  {
    dialect: 'anthropic',
    what: 'an error event',
    body: named(['error', { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }]),
    text: '',
    error: 'Overloaded',
  },
  {
    dialect: 'gemini',
    what: 'a stream',
    body: events({ candidates: [{ content: { parts: [{ text: 'secret thought', thought: true }, { text: 'Hi' }] }, finishReason: 'STOP' }] }),
    text: 'Hi',
    finish: 'stop',
  },
  {
    dialect: 'ai-sdk',
    what: 'a stream with thoughts, a tool and a source',
    body: events(
      { type: 'start' },
      { type: 'reasoning-delta', id: 'r', delta: 'hm' },
      { type: 'tool-input-start', toolCallId: 't', toolName: 'weather' },
      { type: 'tool-input-available', toolCallId: 't', toolName: 'weather', input: { city: 'Bonn' } },
      { type: 'tool-output-available', toolCallId: 't', output: { degrees: 7 } },
      { type: 'source-url', sourceId: 's', url: 'https://a.example' },
      { type: 'text-start', id: '1' },
      { type: 'text-delta', id: '1', delta: 'Hi' },
      { type: 'text-end', id: '1' },
      { type: 'finish' },
      '[DONE]',
    ),
    text: 'Hi',
    wire: 'hm{"city":"Bonn"}{"degrees":7}Hi',
    tools: ['weather'],
    finish: 'stop',
  },
  { dialect: 'ai-sdk', what: 'an error', body: events({ type: 'start' }, { type: 'error', errorText: 'no credit' }), text: '', error: 'no credit' },
  {
    dialect: 'ai-sdk-4',
    what: 'a stream',
    body: lines('f:{"messageId":"m"}', '0:"Hi"', '0:" there"', '9:{"toolCallId":"t","toolName":"refund","args":{"id":7}}', 'd:{"finishReason":"stop"}'),
    text: 'Hi there',
    wire: 'Hi there{"id":7}',
    tools: ['refund'],
    finish: 'stop',
  },
  { dialect: 'ai-sdk-4', what: 'an error', body: lines('f:{"messageId":"m"}', '3:"An error occurred."'), text: '', error: 'An error occurred.' },
  {
    dialect: 'langserve',
    what: 'a stream of chunks',
    body: named(
      ['metadata', { run_id: 'r' }],
      ['data', { content: 'Hi', type: 'AIMessageChunk' }],
      ['data', { content: ' you', type: 'AIMessageChunk' }],
      ['end', {}],
    ),
    text: 'Hi you',
    finish: 'stop',
  },
  {
    dialect: 'flowise',
    what: 'a stream whose fields are no fields',
    body: [
      { event: 'start', data: '' },
      { event: 'token', data: 'Hi' },
      { event: 'usedTools', data: [{ tool: 'x' }] },
      { event: 'end', data: '[DONE]' },
    ]
      .map((one) => `message:\ndata:${JSON.stringify(one)}\n\n`)
      .join(''),
    text: 'Hi',
    wire: 'Hi[{"tool":"x"}]',
    finish: 'stop',
  },
  {
    dialect: 'dify',
    what: 'an answer that moderation replaces',
    body: events(
      { event: 'agent_thought', thought: 'hm', tool: 'search', tool_input: '{}', conversation_id: 'c' },
      { event: 'agent_message', answer: 'The password is x', conversation_id: 'c' },
      { event: 'message_replace', answer: 'I cannot say that.', conversation_id: 'c' },
      { event: 'message_end', conversation_id: 'c' },
    ),
    text: 'I cannot say that.',
    wire: 'hm{}The password is xI cannot say that.',
    tools: ['search'],
    finish: 'stop',
  },
  {
    dialect: 'anything-llm',
    what: 'a stream',
    body: events(
      { id: '1', type: 'textResponseChunk', textResponse: 'Hi', close: false, error: false },
      { id: '1', type: 'textResponseChunk', textResponse: '', close: true, error: false },
    ),
    text: 'Hi',
    finish: 'stop',
  },
  {
    dialect: 'anything-llm',
    what: 'a failure',
    body: events({ id: '1', type: 'abort', textResponse: null, close: true, error: 'No key' }),
    text: '',
    error: 'No key',
  },
  {
    dialect: 'chat-ui',
    what: 'tokens filled up with NUL, the answer again, and spaces',
    body: `${lines({ type: 'status', status: 'started' }, { type: 'stream', token: `Hi${'\0'.repeat(14)}` }, { type: 'finalAnswer', text: 'Hi', interrupted: false })}${' '.repeat(4096)}\n`,
    text: 'Hi',
    finish: 'stop',
  },
  {
    dialect: 'chat-ui',
    what: 'a failure',
    body: lines({ type: 'status', status: 'started' }, { type: 'status', status: 'error', message: 'Model is overloaded' }),
    text: '',
    error: 'Model is overloaded',
  },
  {
    dialect: 'librechat',
    what: 'a stream and the whole',
    body: events(
      { event: 'on_run_step', data: {} },
      { event: 'on_message_delta', data: { id: 's', delta: { content: [{ type: 'text', text: 'Hi' }] } } },
      { final: true, responseMessage: { text: 'Hi' } },
    ),
    text: 'Hi',
    finish: 'stop',
  },
  {
    dialect: 'ag-ui',
    what: 'a run',
    body: events(
      { type: 'RUN_STARTED' },
      { type: 'TOOL_CALL_START', toolCallName: 'search' },
      { type: 'TOOL_CALL_ARGS', delta: '{}' },
      { type: 'TEXT_MESSAGE_CONTENT', messageId: 'm', delta: 'Hi' },
      { type: 'RUN_FINISHED' },
    ),
    text: 'Hi',
    wire: '{}Hi',
    tools: ['search'],
    finish: 'stop',
  },
  { dialect: 'ag-ui', what: 'a failure', body: events({ type: 'RUN_ERROR', message: 'boom' }), text: '', error: 'boom' },
  {
    dialect: 'botpress',
    what: 'what is listened to',
    body: events(
      { type: 'message_created', data: { isBot: false, payload: { type: 'text', text: 'my own question' } } },
      { type: 'message_stream_delta', data: { delta: 'Hi', sequence: 1 } },
      { type: 'message_stream_complete', data: {} },
    ),
    text: 'Hi',
    finish: 'stop',
  },
  {
    dialect: 'ollama',
    what: 'lines',
    body: lines(
      { model: 'm', message: { role: 'assistant', content: 'Hi' }, done: false },
      { model: 'm', message: { content: '' }, done: true, done_reason: 'stop' },
    ),
    text: 'Hi',
    finish: 'stop',
  },
  { dialect: undefined, what: 'a way of its own', body: lines({ type: 'token', text: 'H' }, { type: 'token', text: 'i' }, { type: 'done' }), text: 'Hi' },
  {
    dialect: undefined,
    what: 'an error of its own',
    body: JSON.stringify({ error: { message: 'Too many questions' } }),
    text: '',
    error: 'Too many questions',
  },
];

describe('how chats say what they say', () => {
  test.each(CASES)('$dialect: $what', ({ dialect, body, text, wire = text, tools = [], finish, error }) => {
    const type = body.startsWith('data:') || body.startsWith('event:') || body.startsWith('message:') ? 'text/event-stream' : '';
    const answer = readChatAnswer(body, type);
    expect(answer).toMatchObject({ dialect, text, tools, finish, error, failed: error !== undefined });
    expect(answer.wire).toBe(error === undefined ? wire : `${text}${error}`);
    expect(answer.pieces.map((piece) => piece.text).join('')).toContain(text);
  });

  test('each has a case', () => {
    expect(CHAT_DIALECTS.filter((id) => !CASES.some(({ dialect }) => dialect === id))).toEqual([]);
  });

  test.each(CASES)('cut anywhere, $dialect: $what says nothing that it does not say whole', ({ body, wire, text, error }) => {
    const all = `${wire ?? text}${error ?? ''}`;
    for (let end = 1; end < body.length; end += 7) {
      const cut = readChatAnswer(body.slice(0, end), 'text/event-stream');
      for (const piece of cut.pieces.slice(0, -1)) expect(all).toContain(piece.text);
    }
  });
});
