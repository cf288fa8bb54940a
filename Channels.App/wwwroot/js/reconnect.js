// Operators leave the page open all day: it keeps trying to find the console again, soon at first and then at ease.
// While it is lost, the page behind the banner shows what was last known, says of when, and takes no clicks.
Blazor.start({
  circuit: {
    reconnectionOptions: { maxRetries: 100_000, retryIntervalMilliseconds: tries => tries < 5 ? 500 : 3000 },
  },
});

const banner = document.getElementById('components-reconnect-modal');
const page = document.documentElement;
const isLost = () => 'lost' in page.dataset;

banner.addEventListener('components-reconnect-state-changed', event => {
  if (document.querySelector('[data-ended]')) {
    // The session is over and said to be: the way to the sign-in must take clicks.
  } else if (event.detail.state === 'hide') {
    delete page.dataset.lost;
  } else if (!isLost()) {
    page.dataset.lost = '';
    banner.querySelector('local-time').setAttribute('datetime', new Date().toISOString());
  }
  if (event.detail.state === 'rejected') {
    location.reload();
  }
  if (event.detail.state === 'retrying') {
    leaveIfEnded();
  }
});

// A circuit whose session ended is cut off by the console and let in no more: the page asks where to sign in.
async function leaveIfEnded() {
  const answer = await fetch('/sessao', { cache: 'no-store' }).catch(() => null);
  if (answer?.status === 401) {
    location.reload();
  }
}

// Nobody would hear them: a button that seems to work is worse than one that does not.
document.addEventListener('click', event => {
  if (isLost() && !event.target.closest('[data-nosnippet]')) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, true);

document.addEventListener('click', async event => {
  if (event.target.matches('[data-reload]')) {
    location.reload();
  } else if (event.target.matches('[data-reconnect]') && !await Blazor.reconnect()) {
    location.reload();
  }
});

// A tab that comes back to the foreground tries at once instead of waiting for the next interval.
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible' && banner.classList.contains('components-reconnect-failed')) {
    Blazor.reconnect();
  }
});
