// Instants in the reader's own zone. <local-time> shows one; <count-down> shows how long something still lasts.
// Both draw in a shadow root, so that the page's own updates and these never touch the same nodes.
const language = document.documentElement.lang;
const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat(language, { day: '2-digit', month: '2-digit', hour: '2-digit', minute: '2-digit' });
const moment = new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'medium' });
const exact = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'medium' });
const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'long' });
const shown = new Set();

class LocalTime extends HTMLElement {
  static observedAttributes = ['datetime', 'format'];

  connectedCallback() {
    this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    shown.add(this);
    this.draw();
    if (this.getAttribute('format') === 'until') {
      this.timer = setInterval(() => this.draw(), 1000);
    }
  }

  disconnectedCallback() {
    shown.delete(this);
    clearInterval(this.timer);
  }

  attributeChangedCallback() {
    this.draw();
  }

  draw() {
    // Without an instant there is nothing to show: no attribute would read as the beginning of 1970.
    const at = new Date(this.getAttribute('datetime') ?? NaN);
    if (!this.shadowRoot || isNaN(at)) {
      return;
    }
    const today = new Date().toDateString() === at.toDateString();
    const format = this.getAttribute('format');
    this.shadowRoot.textContent = format === 'until' ? untilText(at)
      : format === 'moment' ? moment.format(at)
      : (today ? clock : day).format(at);
    this.title = exact.format(at);
  }
}

function untilText(at) {
  // Zero reads "now".
  const seconds = Math.max(0, Math.round((at - Date.now()) / 1000));
  return seconds < 90 ? relative.format(seconds, 'second') : relative.format(Math.round(seconds / 60), 'minute');
}

// At midnight what was "15:02" becomes a date. A browser that slept through it comes back visible.
function drawAll() {
  shown.forEach(time => time.draw());
}

function waitForMidnight() {
  const now = new Date();
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
  setTimeout(() => { drawAll(); waitForMidnight(); }, midnight - now + 500);
}

class CountDown extends HTMLElement {
  connectedCallback() {
    // The server says how much is left, because its clock and the browser's need not agree.
    const left = 1000 * Number(this.getAttribute('seconds'));
    this.end = performance.now() + left;
    // Opened late, it begins where the code is by then.
    this.all = Math.max(left, 1000 * Number(this.getAttribute('of')));
    // What is inside is added after the element itself.
    requestAnimationFrame(() => this.begin());
  }

  begin() {
    this.bar = this.querySelector('[data-bar]');
    this.left = this.querySelector('[data-left]');
    if (this.isConnected && this.bar && this.left) {
      this.timer = setInterval(() => this.draw(), 250);
      this.draw();
    }
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  // Four steps a second move the bar by a pixel or so; an animation would have the whole dialog drawn 60 times.
  draw() {
    const left = Math.max(0, this.end - performance.now());
    this.bar.style.transform = `scaleX(${left / this.all})`;
    this.left.dataset.left = `${Math.ceil(left / 1000)} s`;
  }
}

customElements.define('local-time', LocalTime);
customElements.define('count-down', CountDown);
document.addEventListener('visibilitychange', () => document.hidden || drawAll());
waitForMidnight();
