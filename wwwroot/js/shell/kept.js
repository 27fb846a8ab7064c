// What was typed and not saved outlives the reload that a lost circuit forces: the form is opened again, and its boxes,
// known by their ids, are filled as they were.
const place = 'kept';
const patience = 10000;
const boxes = 'input[id]:not([type="password"], [type="file"], [type="checkbox"], [type="radio"]), textarea[id], select[id]';

// What opened the dialog that stands there.
let pressed = '';

document.addEventListener('click', event => {
  pressed = event.target.closest?.('[data-shortcut]')?.dataset.shortcut ?? pressed;
}, true);

const typed = () => [...document.querySelectorAll(boxes)].filter(box => box.value && box.closest('main, dialog[data-modal]'));

export function keep() {
  const opener = document.querySelector('dialog[data-modal][open]') ? pressed : '';
  const texts = typed().map(box => [box.id, box.value]);
  if (texts.length) sessionStorage.setItem(place, JSON.stringify({ address: location.href, opener, texts }));
}

function fill([id, text]) {
  const box = document.getElementById(id);
  if (!box) return false;
  if (box.value !== text) {
    box.value = text;
    for (const name of ['input', 'change']) box.dispatchEvent(new Event(name, { bubbles: true }));
  }
  return true;
}

// Each step waits for what it needs to be there; the circuit listens once it says so.
function restore({ opener, texts }) {
  let left = texts;
  let isOpen = !opener;
  const look = () => {
    if (!document.querySelector('main[data-interactive]')) return;
    const button = isOpen ? null : document.querySelector(`[data-shortcut="${CSS.escape(opener)}"]`);
    isOpen ||= Boolean(button);
    button?.click();
    if (isOpen) left = left.filter(text => !fill(text));
    if (!left.length) watch.disconnect();
  };
  const watch = new MutationObserver(look);
  watch.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-interactive'] });
  setTimeout(() => watch.disconnect(), patience);
  look();
}

const kept = JSON.parse(sessionStorage.getItem(place) ?? 'null');
sessionStorage.removeItem(place);
if (kept?.address === location.href) restore(kept);
