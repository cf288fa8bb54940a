const onTop = () => [...document.querySelectorAll('.mud-dialog-container [role="dialog"]')].at(-1);

// A dialog hears the keys that are pressed inside it. Where nothing has the focus, keys are pressed nowhere; Escape still
// means the dialog on top.
document.addEventListener('keydown', event => {
  const dialog = onTop();
  if (dialog && event.key === 'Escape' && !event.target.closest?.('[role="dialog"]')) {
    dialog.focus();
    dialog.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', code: 'Escape', bubbles: true, cancelable: true }));
  }
});

// Tab goes round in the dialog on top. The trap that MudBlazor sets does not reach around the title with its closing button,
// from where Shift+Tab led to the page behind: its edges are crossed here, and the ends are joined.
const reached = ':is(a[href], button, input, select, textarea, [tabindex="0"]):not(:disabled, .mud-focus-trap > .pointer-events-none)';
const isStop = (x, dialog) => x.checkVisibility({ visibilityProperty: true }) && (x.type !== 'radio' || x.checked || x === document.activeElement
  || ![...dialog.querySelectorAll('input[type=radio]:checked')].some(other => other.name === x.name));
document.addEventListener('keydown', event => {
  const dialog = onTop();
  const at = document.activeElement;
  if (event.key !== 'Tab' || !dialog || (at !== document.body && !dialog.contains(at))) return;
  const stops = [...dialog.querySelectorAll(reached)].filter(x => isStop(x, dialog));
  const place = stops.indexOf(at);
  const next = stops.at(event.shiftKey ? (place < 0 ? -1 : place - 1) : (place + 1) % stops.length);
  const isNear = event.shiftKey ? place > 0 : place >= 0 && place < stops.length - 1;
  const trap = x => x.closest('.mud-focus-trap');
  if (next && (at === document.body || at === dialog || (place >= 0 && !(isNear && trap(at) === trap(next))))) {
    event.preventDefault();
    next.focus();
    next.select?.();
  }
});

// What had the focus in a dialog is switched off or goes away, as a button does with its step: the dialog keeps the focus.
let within;
document.addEventListener('focusin', event => { within = event.target.closest('[role="dialog"]'); });
new MutationObserver(() => {
  if (within && within === onTop() && document.activeElement === document.body) {
    const content = within.querySelector('.mud-dialog-content');
    content.tabIndex = -1;
    content.focus({ preventScroll: true });
  }
}).observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] });

// A dialog that closes gives the focus back to what opened it. Where that is gone meanwhile, the focus goes to what the
// dialog was about, or to the top of the page.
window.focusOn = id => {
  const at = document.activeElement;
  if (!at || at === document.body || at.closest('.mud-dialog-container, .mud-focus-trap, [role="dialog"]')) {
    (document.querySelector(`main [data-channel="${id}"] [data-action]:enabled, main [data-person="${id}"] button:enabled`) ?? document.querySelector('main h1'))?.focus();
  }
};

// Somebody wants to see one channel among many.
window.bringIntoView = id => {
  const card = document.querySelector(`main [data-channel="${id}"]`);
  card?.scrollIntoView({ block: 'center' });
  card?.querySelector('[data-action]:enabled')?.focus({ preventScroll: true });
};
