// What stands behind each card's status: <sign-of-life> says how long ago WhatsApp last gave a sign, <just-checked> that the
// reader had it checked, <last-messages> when the last messages passed, <elapsed-time> for how long it is down. The server tells new instants by proofs.tell; ages tick here. Instants are the server's, and
// so is the clock: of the browser's own only what passes on it is used, and its zone. Both draw in a shadow root, so that
// the page's own updates and these never touch the same nodes.
const language = document.documentElement.lang;
const unit = name => new Intl.NumberFormat(language, { style: 'unit', unit: name, unitDisplay: 'short' });
const units = { second: unit('second'), minute: unit('minute'), hour: unit('hour'), day: unit('day') };
const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(language, { day: '2-digit', month: '2-digit', hour: '2-digit', minute: '2-digit' });
const exact = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'medium' });

// How long a card says that its reader had it checked.
const JUST = 10_000;
const checks = new Map();
const isJustChecked = channel => performance.now() - (checks.get(channel) ?? -Infinity) < JUST;

const known = new Map();
const nothing = {};
const shown = new Set();
let ahead = null;
let circuitLost = false;
let offline = !navigator.onLine;

const later = (one, other) => Math.max(one ?? -Infinity, other ?? -Infinity);

// What was written into the page earlier, or came late, says an earlier instant than it is: the latest word is the truest.
const setClock = now => {
  ahead = later(ahead, now - performance.now());
};
const serverNow = () => ahead + performance.now();

function learn(channel, confirmed, received, sent) {
  const before = known.get(channel);
  known.set(channel, {
    confirmed: later(before?.confirmed, confirmed),
    received: later(before?.received, received),
    sent: later(before?.sent, sent),
  });
}

function ageText(ms) {
  const seconds = Math.max(1, Math.floor(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  return seconds < 60 ? units.second.format(seconds)
    : minutes < 60 ? units.minute.format(minutes)
    : hours < 48 ? units.hour.format(hours)
    : units.day.format(Math.floor(hours / 24));
}

function spanText(ms) {
  const minutes = Math.floor(ms / 60000);
  const over = minutes % 60;
  return minutes < 60 || minutes >= 48 * 60 || over === 0 ? ageText(ms) : `${ageText(ms)} ${units.minute.format(over)}`;
}

class Ticking extends HTMLElement {
  connectedCallback() {
    this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    shown.add(this);
    this.take();
  }

  disconnectedCallback() {
    shown.delete(this);
  }

  attributeChangedCallback() {
    this.take();
  }

  take() {
    if (!this.shadowRoot || !this.isConnected) {
      return;
    }
    setClock(this.number('now'));
    this.learn();
    this.draw();
  }

  learn() {}

  number(name) {
    return this.hasAttribute(name) ? Number(this.getAttribute(name)) : null;
  }

  show(state, text, title) {
    if (this.dataset.state !== state) {
      this.toggleAttribute('data-state', state !== null);
      state && (this.dataset.state = state);
    }
    if (this.shadowRoot.textContent !== text) {
      this.shadowRoot.textContent = text;
    }
    if (this.title !== title) {
      this.title = title;
    }
  }
}

class Proof extends Ticking {
  learn() {
    learn(this.getAttribute('channel'), this.number('confirmed'), this.number('received'), this.number('sent'));
  }
}

class ElapsedTime extends Ticking {
  static observedAttributes = ['now', 'since'];

  draw() {
    this.show('known', this.getAttribute('words').replace('{0}', spanText(serverNow() - this.number('since'))), '');
  }
}

class SignOfLife extends Proof {
  static observedAttributes = ['now', 'confirmed', 'channel', 'patience'];

  draw() {
    const { confirmed } = known.get(this.getAttribute('channel')) ?? nothing;
    const age = serverNow() - confirmed;
    const at = Number.isFinite(confirmed) ? exact.format(confirmed) : '';
    if (offline || circuitLost) {
      this.show('lost', this.getAttribute('lost-words'), this.getAttribute('lost-title'));
    } else if (!at) {
      this.show('never', this.getAttribute('never-words'), '');
    } else {
      const state = age > this.number('patience') ? 'silent' : 'fresh';
      const words = state === 'fresh' && isJustChecked(this.getAttribute('channel')) ? 'just' : state;
      this.show(state, this.getAttribute(`${words}-words`).replace('{0}', ageText(age)), at);
    }
  }
}

class JustChecked extends Ticking {
  static observedAttributes = ['words', 'channel'];

  take() {
    this.shadowRoot && this.isConnected && this.draw();
  }

  draw() {
    const just = isJustChecked(this.getAttribute('channel')) && !offline && !circuitLost;
    this.show(just ? 'known' : null, just ? this.getAttribute('words') : '', '');
  }
}

class LastMessages extends Proof {
  static observedAttributes = ['now', 'received', 'sent', 'channel'];

  draw() {
    const at = known.get(this.getAttribute('channel')) ?? nothing;
    const passed = ['received', 'sent'].filter(way => Number.isFinite(at[way]));
    const today = new Date(serverNow()).toDateString();
    const texts = passed.map((way, place) => this.getAttribute(`${place > 0 ? 'both' : way}-words`)
      .replace('{0}', (new Date(at[way]).toDateString() === today ? clock : day).format(at[way])));
    const text = texts.join(' · ');
    const title = passed.map(way => exact.format(at[way])).join(' · ');
    this.show(text ? 'known' : null, text, title);
  }
}

function drawAll() {
  document.hidden || shown.forEach(proof => proof.draw());
}

window.proofs = {
  /** Instants come as text. What the server says has also arrived: the console is in reach. */
  tell(now, rows, gone) {
    setClock(Number(now));
    [offline, circuitLost] = [false, false];
    rows.forEach(([channel, ...instants]) => learn(channel, ...instants.map(at => at === null ? null : Number(at))));
    gone.forEach(channel => known.delete(channel));
    drawAll();
  },

  /** The reader had the channel checked, and the answer is on its card. */
  checked(channel) {
    checks.set(channel, performance.now());
    drawAll();
  },
};

// The event does not bubble, but it is seen on its way down.
document.addEventListener('components-reconnect-state-changed', event => {
  circuitLost = event.detail.state !== 'hide';
  drawAll();
}, true);
for (const type of ['online', 'offline']) {
  addEventListener(type, () => {
    offline = type === 'offline';
    drawAll();
  });
}
document.addEventListener('visibilitychange', drawAll);
setInterval(drawAll, 1000);
customElements.define('sign-of-life', SignOfLife);
customElements.define('just-checked', JustChecked);
customElements.define('last-messages', LastMessages);
customElements.define('elapsed-time', ElapsedTime);
