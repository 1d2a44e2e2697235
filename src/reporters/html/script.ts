/** The script of the report: filters, copy buttons, opening the card that a link points to. The report is whole without it. */
export const script = `(() => {
  'use strict';
  const all = (selector) => Array.from(document.querySelectorAll(selector));
  const tools = document.getElementById('tools');
  const cards = all('.risk');
  const open = (card, on) => { const details = card.querySelector('details'); if (details) details.open = on; };
  const fromHash = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = document.getElementById(id);
    const card = target ? target.closest('.risk') : null;
    if (!card) return;
    card.hidden = false;
    open(card, true);
    open(target, true);
    target.scrollIntoView();
    const summary = target.querySelector('summary');
    if (summary) summary.focus({ preventScroll: true });
  };
  addEventListener('hashchange', fromHash);
  fromHash();

  if (tools && cards.length > 0) {
    tools.hidden = false;
    const search = document.getElementById('search');
    const stage = document.getElementById('stage');
    const chips = all('[data-filter-class]');
    const count = document.getElementById('count');
    const texts = new Map(cards.map((card) => [card, card.textContent.toLowerCase()]));
    const apply = () => {
      const words = search.value.toLowerCase().split(/\\s+/).filter((word) => word !== '');
      const classes = chips.filter((chip) => chip.getAttribute('aria-pressed') === 'true').map((chip) => chip.dataset.filterClass);
      let shown = 0;
      for (const card of cards) {
        const fits = (classes.length === 0 || classes.includes(card.dataset.class)) && (stage.value === '' || stage.value === card.dataset.stage) && words.every((word) => texts.get(card).includes(word));
        card.hidden = !fits;
        if (fits) shown++;
      }
      count.textContent = shown === cards.length ? '' : shown + ' of ' + cards.length + ' shown';
    };
    search.addEventListener('input', apply);
    stage.addEventListener('change', apply);
    for (const chip of chips) chip.addEventListener('click', () => { chip.setAttribute('aria-pressed', String(chip.getAttribute('aria-pressed') !== 'true')); apply(); });
    const toggle = document.getElementById('toggle');
    toggle.addEventListener('click', () => {
      const on = cards.some((card) => !card.hidden && !card.querySelector('details').open);
      for (const card of cards) if (!card.hidden) open(card, on);
      toggle.textContent = on ? 'Close all' : 'Open all';
    });
  }

  const copied = async (pre) => {
    try {
      await navigator.clipboard.writeText(pre.textContent);
      return true;
    } catch {
      const range = document.createRange();
      range.selectNodeContents(pre);
      const selection = getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
      return document.execCommand('copy');
    }
  };
  const live = document.getElementById('live');
  for (const box of all('.code[data-copy]')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = 'Copy';
    button.setAttribute('aria-label', 'Copy ' + box.dataset.copy);
    button.addEventListener('click', async () => {
      const done = await copied(box.querySelector('pre'));
      button.textContent = done ? 'Copied' : 'Selected';
      if (live) live.textContent = done ? 'Copied ' + box.dataset.copy : 'Selected: press Ctrl+C to copy';
      setTimeout(() => { button.textContent = 'Copy'; }, 1600);
    });
    box.classList.add('copyable');
    box.append(button);
  }
})();`
  .split('\n')
  .map((line) => line.trim())
  .join('\n');
