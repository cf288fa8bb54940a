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

// Whoever wants to be called is called once, however many of their tabs are open, by a sound and by a notification that
// stays until it is seen. A browser that nobody has pressed anything in makes no sound.
function call(text) {
  if (!('alarm' in document.documentElement.dataset)) {
    return;
  }
  const ring = async () => {
    if (globalThis.Notification?.permission === 'granted') {
      new Notification(text, { tag: 'down', renotify: true, requireInteraction: true, icon: alarmed });
    }
    const sound = new AudioContext();
    [0, .35, .7].forEach(at => {
      const tone = new OscillatorNode(sound, { frequency: 740 });
      tone.connect(new GainNode(sound, { gain: .2 })).connect(sound.destination);
      tone.start(at);
      tone.stop(at + .2);
    });
    await new Promise(done => setTimeout(done, 2000));
    await sound.close();
  };
  navigator.locks ? navigator.locks.request('down', { ifAvailable: true }, lock => lock && ring()) : ring();
}

window.showAlarm = async on => {
  document.documentElement.toggleAttribute('data-alarm', on);
  on && globalThis.Notification?.permission === 'default' && await Notification.requestPermission();
};

class DownSignal extends HTMLElement {
  static observedAttributes = ['count', 'data-read'];

  attributeChangedCallback() {
    const before = count;
    count = Number(this.getAttribute('count')) || 0;
    show();
    // What the page finds when it opens is no news.
    if (count > before && this.known) {
      call(this.getAttribute(count === 1 ? 'one-words' : 'many-words').replace('{0}', count));
    }
    this.known = 'read' in this.dataset;
  }

  disconnectedCallback() {
    count = 0;
    show();
  }
}

// Another page of the console brings another title.
new MutationObserver(show).observe(document.head, { subtree: true, childList: true, characterData: true });
customElements.define('down-signal', DownSignal);
