import { expect, test } from 'vitest';
import { readControls } from './html-forms.ts';

const PAGE = `<base href="/app/"><a href="login"> Log <b>in</b></a><a href="mailto:x@y">mail</a>
<form method="POST" action="session?x=1" enctype="multipart/form-data">
<input type=hidden name=csrf value="a&amp;b"><label>Your email <input name=mail type=EMAIL autocomplete="section-a username" required></label>
<label for=pw>Password</label><input id=pw name=pass type=password><input type=checkbox name=stay><select name=plan><option value="">–</option><option value=free selected>Free</option></select>
<textarea name=note aria-label="Note"> Hello </textarea><input disabled name=off><input type=submit name=go value="Sign in"><button type=button>no</button><button>Log in</button></form>
<input name=q placeholder="Search">`;

test('fields with what people read beside them, hidden values, buttons, links', () => {
  const { forms, links } = readControls(PAGE, 'https://a.test/x');
  expect(links.map(({ url, text }) => [url.href, text])).toEqual([['https://a.test/app/login', 'Log in']]);
  expect(forms).toHaveLength(2);
  expect(forms[0]).toMatchObject({ method: 'POST', encoding: 'multipart', buttons: [{ name: 'go', text: 'Sign in' }, { text: 'Log in' }] });
  expect(forms[0]?.action.href).toBe('https://a.test/app/session?x=1');
  expect(forms[0]?.fields.map(({ name, type, value, label, autocomplete }) => [name, type, value, label, autocomplete])).toEqual([
    ['csrf', 'hidden', 'a&b', '', ''],
    ['mail', 'email', '', 'Your email', 'username'],
    ['pass', 'password', '', 'Password', ''],
    ['stay', 'checkbox', 'on', '', ''],
    ['plan', 'select', 'free', '', ''],
    ['note', 'textarea', ' Hello ', 'Note', ''],
  ]);
  expect(forms[1]).toMatchObject({ method: 'POST', fields: [{ name: 'q', label: 'Search' }] });
});

test('a form that leads nowhere on the web is none', () => {
  expect(readControls('<form action="javascript:x()"><input name=a></form>', 'https://a.test/').forms).toEqual([]);
});
