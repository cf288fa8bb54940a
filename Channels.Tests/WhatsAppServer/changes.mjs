export class TimedOut extends Error {}
export class Abandoned extends Error {}

/** Lets a caller wait for a state instead of polling it: every change of state re-asks the waiting questions. */
export class Changes {
  #waiting = new Set();

  notify() {
    for (const waiter of [...this.#waiting]) waiter.ask();
  }

  /** Resolves with the question's first truthy answer. */
  until(question, timeoutMs) {
    return new Promise((resolve, reject) => {
      const settle = (finish, value) => {
        clearTimeout(timer);
        this.#waiting.delete(waiter);
        finish(value);
      };
      const waiter = {
        ask: () => {
          const answer = question();
          if (answer) settle(resolve, answer);
        },
        abandon: () => settle(reject, new Abandoned('the server was reset')),
      };
      const timer = setTimeout(() => settle(reject, new TimedOut(`not within ${timeoutMs} ms`)), timeoutMs);
      this.#waiting.add(waiter);
      waiter.ask();
    });
  }

  abandon() {
    for (const waiter of [...this.#waiting]) waiter.abandon();
  }
}
