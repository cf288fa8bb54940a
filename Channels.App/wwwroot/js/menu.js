// Keys of the menus marked data-menu: their items are moved through here, without a way to the server and back.
// A menu opens and closes by its button, which is the server's; this presses it.
const itemsOf = menu => [...menu.querySelectorAll('[role^="menuitem"]')];

document.addEventListener('keydown', event => {
  const root = event.target.closest?.('[data-menu]');
  const button = root?.querySelector('[aria-haspopup="menu"]');
  const items = root ? itemsOf(root) : [];
  if (items.length === 0) {
    return;
  }
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: Math.max(at, 0) - 1, ArrowLeft: Math.max(at, 0) - 1, Home: 0, End: -1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    items.at(to % items.length).focus();
  } else if (event.key === 'Escape' || event.key === 'Tab') {
    // Tab goes on from the button, as if the menu had not been there.
    button.focus();
    button.click();
    event.stopPropagation();
  }
});

// An opened menu takes the focus.
new MutationObserver(changes => {
  for (const node of changes.flatMap(change => [...change.addedNodes])) {
    if (node.nodeType === Node.ELEMENT_NODE && node.matches('[data-menu] *') && node.querySelector('[role="menu"]')) {
      itemsOf(node)[0]?.focus();
    }
  }
}).observe(document.body, { childList: true, subtree: true });

// The drawer has done its work once it led somewhere.
document.addEventListener('click', event => event.target.closest?.('[popover] a')?.closest('[popover]').hidePopover());

// Where the window is wide enough, as after a turn of the tablet, the menu stands beside the page and is no drawer.
matchMedia('(min-width: 960px)').addEventListener('change', wide => wide.matches && document.querySelector('#menu:popover-open')?.hidePopover());

// The document itself belongs to no component.
window.showTheme = theme => { document.documentElement.dataset.theme = theme; };
