// Plain forms, which have no circuit. What is wrong with a field is said below it in the page's own words; the browser's
// bubble speaks the browser's language and is gone in a moment. A password that was typed can be looked at.
function say(field) {
  const { valid, valueMissing } = field.validity;
  const place = document.getElementById(`${field.id}-problem`);
  place.textContent = valid ? '' : valueMissing ? field.dataset.missing : field.dataset.malformed;
  place.hidden = valid;
  field.setAttribute('aria-invalid', !valid);
}

document.addEventListener('invalid', event => {
  const field = event.target;
  if ('missing' in field.dataset) {
    event.preventDefault();
    say(field);
    if (field === field.form.querySelector('input:invalid')) {
      field.focus();
    }
  }
}, true);

document.addEventListener('input', event => {
  if (event.target.matches('[data-missing][aria-invalid="true"]')) {
    say(event.target);
  }
});

const show = (button, shown) => {
  const field = document.getElementById(button.dataset.reveals);
  if ((field.type === 'text') !== shown) {
    field.type = shown ? 'text' : 'password';
    [button.textContent, button.dataset.other] = [button.dataset.other, button.textContent];
  }
};

document.addEventListener('click', event => {
  const button = event.target.closest?.('[data-reveals]');
  button && show(button, document.getElementById(button.dataset.reveals).type === 'password');
});

// Sent as a password, or the browser offers it again as it does any other text.
document.addEventListener('submit', event => {
  event.target.querySelectorAll('[data-reveals]').forEach(button => show(button, false));
});
