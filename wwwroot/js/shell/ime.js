// Half a syllable is not a text: while an input method composes, the page hears nothing; afterwards it hears once.
const here = element => element.closest?.('[data-filter="here"]');

addEventListener('input', event => {
  if (!event.isComposing || here(event.target)) return;
  event.stopPropagation();
  event.target.dispatchEvent(new CustomEvent('composing', { bubbles: true }));
}, true);

addEventListener('compositionend', event => {
  if (!here(event.target)) event.target.dispatchEvent(new InputEvent('input', { bubbles: true }));
}, true);
