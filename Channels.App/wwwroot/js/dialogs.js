// A dialog hears the keys that are pressed inside it. Where what had the focus there was switched off or went away, as
// the button that asked for a code does, keys are pressed nowhere; Escape still means the dialog on top.
document.addEventListener('keydown', event => {
  const dialog = [...document.querySelectorAll('.mud-dialog-container [role="dialog"]')].at(-1);
  if (dialog && event.key === 'Escape' && !event.target.closest?.('[role="dialog"]')) {
    dialog.focus();
    dialog.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', code: 'Escape', bubbles: true, cancelable: true }));
  }
});
