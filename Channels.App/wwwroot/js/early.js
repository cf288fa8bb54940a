// A page that is only its first HTML yet has buttons that nobody hears. The last press of one is remembered and done
// once the page is alive, if by then the same button is still there, says the same and can be pressed. However long that
// takes; but an alive page has a moment only, because later its person has gone on to read or do something else.
// Two things such a page does by itself, and the alive one knows nothing of them: it folds and unfolds, which is kept,
// and it lets people go back, which changes only the address: the page follows by being fetched anew.
(() => {
  const MOMENT = 2_000;
  const here = () => location.pathname + location.search;
  const fetched = here();
  let early = null;
  let folds = [];
  let foldsEnd = null;
  const isAlive = () => document.querySelector('[data-alive]') !== null;

  // What a press means to a person: on which channel, what, in which words. The nodes themselves are replaced.
  const meaningOf = button => JSON.stringify([
    button.closest('[data-channel]')?.dataset.channel, button.dataset.action, button.getAttribute('aria-label'), button.textContent.trim(),
  ]);
  const likes = meaning => [...document.querySelectorAll('button, summary')].filter(button => meaningOf(button) === meaning);

  function forget() {
    early = null;
    document.querySelectorAll('[data-early]').forEach(button => delete button.dataset.early);
  }

  function remember(event) {
    forget();
    const button = event.target.closest?.('button[type="button"]');
    if (!button || isAlive() || button.closest('[data-nosnippet]') || button.disabled) {
      return;
    }
    const alike = likes(meaningOf(button));
    early = { meaning: meaningOf(button), at: alike.indexOf(button), among: alike.length };
    button.dataset.early = '';
  }

  function replay() {
    if (!early || !isAlive()) {
      return;
    }
    early.until ??= performance.now() + MOMENT;
    const { meaning, at, among, until } = early;
    const alike = likes(meaning);
    if (performance.now() > until) {
      forget();
    } else if (alike.length === among && !alike[at].disabled) {
      forget();
      alike[at].click();
    }
  }

  // Heard before the press folds it.
  function keepFold(event) {
    const summary = event.target.closest?.('summary');
    if (summary && !isAlive()) {
      const meaning = meaningOf(summary);
      folds.push({ meaning, at: likes(meaning).indexOf(summary), open: !summary.parentElement.open });
    }
  }

  // In the order of the presses; what is not there yet may come within the moment.
  function foldAgain() {
    if (folds.length === 0 || !isAlive()) {
      return;
    }
    foldsEnd ??= performance.now() + MOMENT;
    folds = folds.filter(({ meaning, at, open }) => {
      const details = likes(meaning)[at]?.parentElement;
      details?.toggleAttribute('open', open);
      return !details && performance.now() < foldsEnd;
    });
  }

  function follow() {
    if (!isAlive() && here() !== fetched) {
      location.reload();
    }
  }

  // Whoever double-clicks a button means it once, and the page may still be on its way to show what the first press opened.
  function once(event) {
    if (event.detail > 1 && event.target.closest?.('button')) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }

  // Whatever a person does next means that they have moved on, unless it is another press of the same button. A page also
  // scrolls by itself, when its heading takes the focus: wheel and finger are what people scroll with.
  function leave(event) {
    const button = event.target.closest?.('button');
    if (early && (event.type !== 'pointerdown' || !button || meaningOf(button) !== early.meaning)) {
      forget();
    }
  }

  document.addEventListener('click', once, true);
  document.addEventListener('click', remember, true);
  document.addEventListener('click', keepFold, true);
  window.addEventListener('popstate', follow);
  for (const type of ['keydown', 'input', 'pointerdown', 'wheel', 'touchmove']) {
    document.addEventListener(type, leave, { capture: true, passive: true });
  }
  new MutationObserver(() => { foldAgain(); replay(); }).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-alive', 'disabled'] });
})();
