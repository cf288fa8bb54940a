// <down-signal count="2"> in the page: the tab says "(2) Canais — WhatsApp" and its icon has a red dot, also in the background.
// The title's text is Blazor's: it is changed in place, never replaced, so that Blazor finds it where it left it.
const mark = /^\(\d+\) /;
const icon = document.querySelector('link[rel="icon"]');
const calm = icon.href;
const alarmed = new URL(icon.dataset.down, document.baseURI).href;
let count = 0;

function show() {
  const text = document.querySelector('title')?.firstChild;
  if (text) {
    const wanted = (count > 0 ? `(${count}) ` : '') + text.data.replace(mark, '');
    if (text.data !== wanted) {
      text.data = wanted;
    }
  }
  const href = count > 0 ? alarmed : calm;
  if (icon.href !== href) {
    icon.href = href;
  }
}

class DownSignal extends HTMLElement {
  static observedAttributes = ['count'];

  attributeChangedCallback() {
    count = Number(this.getAttribute('count')) || 0;
    show();
  }

  disconnectedCallback() {
    count = 0;
    show();
  }
}

// Another page of the console brings another title.
new MutationObserver(show).observe(document.head, { subtree: true, childList: true, characterData: true });
customElements.define('down-signal', DownSignal);
