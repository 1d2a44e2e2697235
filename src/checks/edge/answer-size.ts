import { type ChatRun, chatStream } from '../../evidence/edge/chat-stream.ts';
import { defineCheck, one } from '../../model/check.ts';
import { quote } from '../../model/text.ts';

/** Below this nobody on a phone feels it. */
const LEAST_BYTES = 50_000;
/** Events need a frame around each word; so many bytes for each character that is shown are more than a frame. */
const BYTES_A_CHARACTER = 40;

export const answerSize = defineCheck({
  id: 'edge/answer-size',
  rows: ['F7'],
  stage: 'performance',
  about: 'host',
  title: 'An answer of the chat is about as large as its text',
  why: 'Tool results, documents and the whole history that ride along with every piece cost data and seconds on a phone, and may show what the user should not see.',
  test: 'Ask the chat one short question with the developer tools open (F12, Network) and compare the size of the answer with its text',
  refs: ['RFC 9110 §8.6'],
  needs: { seen: one(chatStream) },
  maxAge: '24h',
  problems: {
    'mostly-ballast': {
      says: 'The chat of {host:name} sends {size:bytes} for an answer of {shown:count} character{shown:s}',
      class: 'later',
      impact: 'experience',
      identity: [],
      minutes: 40,
      fails: ['F7'],
      fix: {
        steps: [
          'Look at one event of the answer (the test above): what is in it that the page does not show?',
          'Send only the new piece of text with each event (delta), not the answer so far, the history or what tools gave back; with the AI SDK: toUIMessageStreamResponse({ sendReasoning: false, sendSources: false }).',
          'Let the server keep results of tools and documents, and give the page an id to ask for them when somebody opens them.',
        ],
      },
    },
  },
  judge({ seen }, { subject, report }) {
    const whole = seen.chats.flatMap(({ url, runs }) => runs.filter(isWhole).map((run) => ({ url, run })));
    if (whole.length === 0)
      return seen.chats.length === 0 ? report.notApplicable('the config names no chat of this host') : report.unknown('no answer came whole');
    const heavy = whole.find(({ run }) => run.bytes >= LEAST_BYTES && run.bytes > run.characters * BYTES_A_CHARACTER);
    const [first] = whole;
    if (!heavy) return report.pass(`${first?.run.bytes ?? 0} bytes for ${first?.run.characters ?? 0} characters`);
    const { url, run } = heavy;
    const lines = [
      quote(
        `POST ${url} (accept-encoding: ${run.coding}) -> ${run.status}, ${run.bytes} bytes, ${run.wireBytes} on the wire, ${run.pieces} pieces, ${run.characters} characters of text`,
      ),
    ];
    report.fail('mostly-ballast', { host: subject.name, size: run.bytes, shown: run.characters, proof: [{ says: 'one short question', lines }] });
  },
});

const isWhole = ({ status, cut, form, bytes }: ChatRun): boolean => status < 300 && cut === null && form !== 'page' && form !== 'empty' && bytes > 0;
