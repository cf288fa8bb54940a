// A picture that does not load leaves what is under it to be seen, not the browser's sign for a broken one.
const mark = picture => picture.toggleAttribute('data-broken', picture.complete && picture.naturalWidth === 0);

// Neither event bubbles, but both can be caught on their way down.
for (const outcome of ['error', 'load']) {
  document.addEventListener(outcome, event => event.target instanceof HTMLImageElement && mark(event.target), true);
}

// What failed before this ran; a lazy one that was not asked for yet is not complete.
document.querySelectorAll('img').forEach(mark);
