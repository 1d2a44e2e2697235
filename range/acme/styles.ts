export const STYLES = `
:root { color-scheme: light dark; --ink: light-dark(#17212b, #e8eef4); --soft: light-dark(#5b6b7a, #9fb0c0); --paper: light-dark(#fbfaf7, #12181f);
  --card: light-dark(#fff, #1b242e); --line: light-dark(#e3e0d8, #2c3946); --accent: light-dark(#0b6e4f, #3ecf9a); --on-accent: light-dark(#fff, #06251a); }
* { box-sizing: border-box }
body { margin: 0; font: 17px/1.55 system-ui, sans-serif; color: var(--ink); background: var(--paper) }
a { color: var(--accent) }
header, main, footer { max-width: 68rem; margin: 0 auto; padding: 1rem 1.25rem }
header { display: flex; align-items: center; justify-content: space-between; gap: 1rem }
.brand { display: flex; align-items: center; gap: .5rem; font-weight: 700; color: inherit; text-decoration: none }
nav { display: flex; align-items: center; gap: 1rem }
nav form { display: inline }
h1 { font-size: clamp(1.9rem, 5vw, 3rem); line-height: 1.1; letter-spacing: -.02em; margin: .4em 0 }
h2 { font-size: 1.15rem; margin: 0 0 .3rem }
button, .button { font: inherit; font-weight: 600; color: var(--on-accent); background: var(--accent); border: 0; border-radius: .6rem; padding: .5rem .95rem; cursor: pointer; text-decoration: none; display: inline-block }
button:focus-visible, a:focus-visible, input:focus-visible, textarea:focus-visible { outline: 3px solid color-mix(in srgb, var(--accent) 55%, transparent); outline-offset: 2px }
button.plain { color: var(--accent); background: none; padding: .3rem }
button[disabled] { opacity: .5; cursor: wait }
.large { padding: .8rem 1.3rem }
input, textarea { font: inherit; width: 100%; padding: .55rem .7rem; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: .6rem }
label { display: block; margin-bottom: .8rem; font-weight: 600 }
label input, label textarea { font-weight: 400; margin-top: .25rem }
.hero { display: grid; grid-template-columns: 1fr 1fr; gap: 2.5rem; align-items: center; padding: 2rem 0 3rem }
.hero p { color: var(--soft); font-size: 1.1rem }
.chat { display: flex; flex-direction: column; height: 24rem; background: var(--card); border: 1px solid var(--line); border-radius: 1rem; box-shadow: 0 18px 50px -30px #0008; overflow: hidden }
.chat.tall { height: min(40rem, 75vh) }
.messages { flex: 1; overflow-y: auto; padding: 1rem; display: flex; flex-direction: column; gap: .6rem }
.messages p { margin: 0; padding: .55rem .85rem; border-radius: 1rem; max-width: 85%; font-size: 1rem; color: inherit; white-space: pre-wrap }
.bot { background: var(--paper); border: 1px solid var(--line); align-self: flex-start; border-bottom-left-radius: .2rem !important }
.me { background: var(--accent); color: var(--on-accent) !important; align-self: flex-end; border-bottom-right-radius: .2rem !important }
.compose { display: flex; gap: .5rem; padding: .75rem; border-top: 1px solid var(--line) }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr)); gap: 1rem; margin: 1rem 0 2.5rem }
.cards article, .lead, .narrow form { background: var(--card); border: 1px solid var(--line); border-radius: 1rem; padding: 1.25rem }
.cards p { margin: 0; color: var(--soft) }
.lead form { display: grid; grid-template-columns: 1fr 1fr; gap: 0 1rem; align-items: start }
.wide, .lead [role=status] { grid-column: 1 / -1 }
.narrow { max-width: 26rem }
.two { display: grid; grid-template-columns: 14rem 1fr; gap: 1.25rem }
aside ul { list-style: none; padding: 0 }
aside li button { width: 100%; text-align: left; color: inherit; background: none; font-weight: 400; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
aside li button[aria-current] { background: var(--card); border: 1px solid var(--line) }
table { width: 100%; border-collapse: collapse }
td, th { text-align: left; padding: .5rem; border-bottom: 1px solid var(--line) }
[role=alert] { color: light-dark(#a32020, #ff9d9d); margin: .6rem 0 0 }
footer { color: var(--soft); border-top: 1px solid var(--line); margin-top: 2rem }
@media (max-width: 46rem) { .hero, .two, .lead form { grid-template-columns: 1fr } .hero { padding-top: .5rem } }
@media (prefers-reduced-motion: no-preference) { .messages p { animation: rise .18s ease-out } @keyframes rise { from { opacity: 0; transform: translateY(6px) } } }
`;

export const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#0b6e4f"/><g fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round"><circle cx="9" cy="20" r="4.5"/><circle cx="23" cy="20" r="4.5"/><path d="M9 20l4-8h8l2 8M13 12l3 8h-7M12 9h3"/></g></svg>';
