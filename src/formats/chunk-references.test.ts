import { describe, expect, test } from 'vitest';
import { chunkAddress, chunkNames, chunkReferences } from './chunk-references.ts';
import { htmlPart } from './html-part.ts';

const ORIGIN = 'https://app.acme.example';
const paths = (text: string, at: string): string[] => chunkReferences(text, `${ORIGIN}${at}`).map(({ href }) => href.replace(ORIGIN, ''));

describe('chunks that are loaded later', () => {
  test.each([
    [
      'Vite',
      '/assets/index-Dk3.js',
      'const __vite__mapDeps=(i,m=__vite__mapDeps,d=(m.f||(m.f=["assets/Chat-B1x.js","assets/Chat-C2.css"])))=>i.map(i=>d[i]);import("./Chat-B1x.js")',
      ['/assets/Chat-B1x.js', '/assets/Chat-C2.css'],
    ],
    ['Vite below a path', '/app/assets/index.js', 'm.f=["assets/a-1.js"]', ['/app/assets/a-1.js']],
    [
      'the build manifest of Next.js',
      '/_next/static/BUILD/_buildManifest.js',
      'self.__BUILD_MANIFEST={"/":["static/chunks/pages/index-a1.js"],"/chat/[id]":["static/chunks/pages/chat/[id]-b2.js"],sortedPages:["/","/_app"]}',
      ['/_next/static/chunks/pages/index-a1.js', '/_next/static/chunks/pages/chat/[id]-b2.js'],
    ],
    [
      'the payload of Next.js in the page',
      '/',
      'self.__next_f.push([1,"3:I[47,[\\"177\\",\\"static/chunks/app/(shop)/page-c3.js\\"],\\"\\"]\\n"])',
      ['/_next/static/chunks/app/(shop)/page-c3.js'],
    ],
    [
      'the names that webpack makes',
      '/_next/static/chunks/webpack-1.js',
      'r.u=e=>"static/chunks/"+(({12:"editor"})[e]||e)+"."+{12:"aa11",40:"bb22"}[e]+".js",r.miniCssF=e=>"static/css/"+{12:"cc33"}[e]+".css"',
      ['/_next/static/chunks/editor.aa11.js', '/_next/static/chunks/40.bb22.js', '/_next/static/css/cc33.css'],
    ],
    ['SvelteKit', '/', 'Promise.all([import("./_app/immutable/entry/start.d4.js")])', ['/_app/immutable/entry/start.d4.js']],
    ['Nuxt', '/_nuxt/entry.e5.js', 'import("./f6.js"),["./f6.js","./g.css"]', ['/_nuxt/f6.js', '/_nuxt/g.css']],
    ['a service worker and what it keeps', '/main.js', 'navigator.serviceWorker.register("/sw.js",{scope:"/"})', ['/sw.js']],
    ['precached files', '/sw.js', 'importScripts("workbox-9.js");[{url:"assets/index.js",revision:null}]', ['/workbox-9.js', '/assets/index.js']],
    [
      'settings that the page fetches',
      '/main.js',
      'fetch("/config.json"),fetch(`/api/runtime-config`),fetch("/api/chats"),fetch("/api/users/1")',
      ['/config.json', '/api/runtime-config'],
    ],
    ['names that are no file', '/main.js', 'import("react"),"a.jsx",".js","x y.js","node:fs","foo.json"', []],
  ])('%s', (_, at, text, expected) => {
    expect(paths(text, at)).toEqual(expected);
  });
});

test.each([
  ['<p>hello KEY</p>', 'page'],
  ['<!-- todo: KEY --><p>', 'comment'],
  ['<!-- a --><p>KEY', 'page'],
  ['<script>window.x="KEY"</script>', 'inline-script'],
  ['<SCRIPT src=a></SCRIPT>KEY', 'page'],
  ['<script id="__NEXT_DATA__" type="application/json">{"a":"KEY"}</script>', 'payload'],
  ['<script>self.__next_f.push([1,"KEY"])</script>', 'payload'],
  ['<script>window.__NUXT__={a:"KEY"}</script>', 'payload'],
  ['<script>window.__remixContext = {"a":"KEY"};</script>', 'payload'],
  ['<script>{__sveltekit_1a={env:{A:"KEY"}}}</script>', 'payload'],
])('%s: %s', (html, part) => {
  expect(htmlPart(html, html.indexOf('KEY'))).toBe(part);
});

test('names whose parts stand in two files', () => {
  const runtime = 's.u=e=>"static/chunks/"+e+".d4f8.js",s.miniCssF=e=>{}';
  const page = '(()=>n.e(565).then(n.bind(n,1565)));n.e("editor")';
  expect(chunkNames(runtime)).toEqual({ templates: [{ before: 'static/chunks/', after: '.d4f8.js' }], ids: [] });
  expect(chunkNames(page)).toEqual({ templates: [], ids: ['565', 'editor'] });
  expect(chunkAddress('static/chunks/565.d4f8.js', `${ORIGIN}/_next/static/chunks/webpack-1.js`)?.pathname).toBe('/_next/static/chunks/565.d4f8.js');
});
