import type { Visit } from './visit.ts';

const SCRIPT = `
(() => {
  const jsonHeaders = { 'content-type': 'application/json', accept: 'application/json' };
  const post = (url, value) => fetch(url, { method: 'POST', headers: jsonHeaders, body: JSON.stringify(value) });
  const add = (box, kind, text) => {
    const line = box.appendChild(Object.assign(document.createElement('p'), { className: kind, textContent: text }));
    box.scrollTop = box.scrollHeight;
    return line;
  };

  // Reads server-sent events of a fetch answer: calls each(name, data) as they come.
  async function readEvents(response, each) {
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let rest = ''; ; ) {
      const { value, done } = await reader.read();
      if (done) return;
      const events = (rest + value).split('\\n\\n');
      rest = events.pop();
      for (const event of events) each(/^event: (.*)$/m.exec(event)[1], JSON.parse(/^data: (.*)$/m.exec(event)[1]));
    }
  }

  async function talk(form, url) {
    const box = form.querySelector('.messages'), input = form.elements.message, button = form.querySelector('button');
    const message = input.value.trim();
    if (!message) return;
    add(box, 'me', message);
    input.value = '';
    button.disabled = true;
    const line = add(box, 'bot', '…');
    let text = '';
    try {
      const response = await post(await url(message), { message });
      if (!response.ok) line.textContent = (await response.json()).error.message;
      else await readEvents(response, (name, data) => {
        if (name === 'token') line.textContent = text += data.text;
        if (name === 'failed') line.textContent = data.message;
        box.scrollTop = box.scrollHeight;
      });
    } catch {
      line.textContent = 'The connection broke. Please send that again.';
    }
    button.disabled = false;
    input.focus();
  }

  const ask = document.querySelector('[data-ask]');
  ask?.addEventListener('submit', (event) => { event.preventDefault(); talk(ask, () => '/api/ask'); });

  const room = document.querySelector('[data-talk]');
  if (room) {
    const list = document.querySelector('[data-chats]'), box = room.querySelector('.messages'), greeting = box.innerHTML;
    let chat = null;
    const mark = (button) => { for (const other of list.querySelectorAll('button')) other.toggleAttribute('aria-current', other === button); };
    const open = async (button) => {
      chat = Number(button.dataset.chat);
      mark(button);
      const messages = await (await fetch('/api/chats/' + chat, { headers: jsonHeaders })).json();
      box.replaceChildren();
      for (const message of messages) add(box, message.role === 'user' ? 'me' : 'bot', message.text);
    };
    const start = async (title) => {
      const made = await (await post('/api/chats', { title: title.slice(0, 40) })).json();
      const button = Object.assign(document.createElement('button'), { type: 'button', textContent: made.title });
      button.dataset.chat = chat = made.id;
      list.prepend(document.createElement('li'));
      list.firstChild.append(button);
      mark(button);
    };
    list.addEventListener('click', (event) => { if (event.target.dataset.chat) open(event.target); });
    document.querySelector('[data-new]').addEventListener('click', () => { chat = null; box.innerHTML = greeting; mark(null); });
    room.addEventListener('submit', (event) => {
      event.preventDefault();
      talk(room, async (message) => { if (chat === null) await start(message); return '/api/chats/' + chat + '/messages'; });
    });
  }

  for (const form of document.querySelectorAll('[data-form], [data-lead]')) {
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      const note = form.querySelector('[role]');
      const response = await post(form.action, Object.fromEntries(new FormData(form)));
      if (!response.ok) note.textContent = (await response.json()).error.message;
      else if (form.matches('[data-lead]')) { form.reset(); note.textContent = 'Thank you! We will write back within a day.'; }
      else if (form.action.endsWith('/forgot')) note.textContent = 'If we know this address, a link is on its way.';
      else location.href = '/chat';
    });
  }
})();
`;

/** The script of all pages. The faulty version calls the model provider's key by name, as a careless build would. */
export function browserScript(visit: Visit): string {
  const build = `/* Acme Assist ${visit.settings.build} */`;
  return visit.has('secret-in-bundle') ? `${build}\nwindow.__ACME = { modelKey: ${JSON.stringify(visit.settings.modelKey)} };${SCRIPT}` : build + SCRIPT;
}
