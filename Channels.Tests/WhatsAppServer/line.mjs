/**
 * The TCP line under a WebSocket, which a test may let go dead. A dead line swallows what the client sends
 * (a WebSocket close and pings included) and is told to carry nothing, but the server still notices when
 * the client gives the socket up: counts of open sockets stay the client's truth.
 */
export class Line {
  #socket;
  #listeners = [];
  #swallowed = [];
  dead = false;

  constructor(socket) {
    this.#socket = socket;
  }

  die() {
    if (this.dead) return;
    this.dead = true;
    this.#listeners = this.#socket.listeners('data');
    this.#socket.removeAllListeners('data');
    this.#socket.on('data', chunk => this.#swallowed.push(chunk));
    this.#socket.resume();
  }

  revive() {
    if (!this.dead) return;
    this.dead = false;
    this.#socket.removeAllListeners('data');
    for (const listener of this.#listeners) this.#socket.on('data', listener);
    for (const chunk of this.#swallowed.splice(0)) this.#socket.emit('data', chunk);
  }

  get open() {
    return !this.#socket.destroyed && !this.#socket.readableEnded;
  }

  onClosed(listener) {
    this.#socket.once('end', listener);
    this.#socket.once('close', listener);
  }

  cut({ reset = false } = {}) {
    if (reset) this.#socket.resetAndDestroy();
    else this.#socket.destroy();
  }
}
