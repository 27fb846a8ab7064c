// Opens every <dialog data-modal> that a page renders, and gives the focus back when it goes.
import { follow } from './arrivals.js';
import { commit } from './editors.js';

const openers = new WeakMap();

// Those that stand, the one on top last.
let standing = [];

// Only what is on top is taken away: an Escape of the browser's own reaches all that opened since the last press.
// What was typed is told first: the page may ask whether to lose it.
function dismiss(dialog) {
  if (dialog !== standing.at(-1)) return;
  commit(dialog);
  dialog.querySelector('[data-dismiss]')?.click();
}

function show(dialog) {
  if (dialog.open) return;
  openers.set(dialog, document.activeElement);
  standing.push(dialog);
  dialog.showModal();
  (dialog.querySelector('[autofocus], [data-autofocus]') ?? dialog.querySelector('.modal-body input, .modal-body select, .modal-body textarea, footer button:last-child'))?.focus();
  dialog.addEventListener('cancel', event => {
    if (event.target !== dialog) return;
    event.preventDefault();
    dismiss(dialog);
  });
  // The second Escape closes it whatever the page says; it goes when the page takes it away.
  dialog.addEventListener('close', () => {
    if (!dialog.isConnected) return;
    dialog.showModal();
    dismiss(dialog);
  });
  dialog.addEventListener('pointerdown', event => {
    if (event.target === dialog && outside(dialog, event)) dismiss(dialog);
  });
}

function outside(dialog, { clientX, clientY }) {
  const box = dialog.getBoundingClientRect();
  return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
}

function giveBack(dialog) {
  standing = standing.filter(other => other !== dialog);
  const opener = openers.get(dialog);
  if (opener?.isConnected && (document.activeElement === document.body || document.activeElement === null)) opener.focus();
}

// Back and forward lead away from it as well; a capturing listener is asked before the router's.
addEventListener('popstate', () => document.querySelectorAll('dialog[data-modal]').forEach(commit), true);

// Enter in a box presses the main button, as in a form. A box that takes it itself, and a button that wants to be
// pressed on purpose, are left alone. What was typed is told first: a box tells of it only when it is left.
const patience = 15000;
const boxes = '.modal-body input:not([type="file"], [role="combobox"], [readonly])';

document.addEventListener('keydown', event => {
  if (event.key !== 'Enter' || event.repeat || event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || !event.target.matches?.(boxes)) return;
  const main = event.target.closest('dialog[data-modal]')?.querySelector(':scope > footer > button:last-of-type');
  if (!main || event.target.closest('[data-own-enter]') || main.matches('[data-deliberate], [data-shortcut]')) return;
  event.preventDefault();
  if (!event.target.matches('[type="checkbox"], [type="radio"]')) event.target.dispatchEvent(new Event('change', { bubbles: true }));
  press(main, event.target);
});

// The server may still be on its way to find that what was typed will do; whoever goes on in the dialog meanwhile takes it back.
function press(main, box) {
  if (!main.disabled) return main.click();
  const over = new AbortController();
  const stop = () => {
    watch.disconnect();
    over.abort();
  };
  const watch = new MutationObserver(() => {
    if (main.disabled) return;
    stop();
    main.click();
  });
  watch.observe(main, { attributeFilter: ['disabled'] });
  for (const name of ['input', 'keydown', 'pointerdown']) box.closest('dialog').addEventListener(name, event => event.repeat || stop(), { capture: true, signal: over.signal });
  setTimeout(stop, patience);
}

follow('dialog[data-modal]', show, giveBack);
document.querySelectorAll('dialog[data-modal]').forEach(show);
