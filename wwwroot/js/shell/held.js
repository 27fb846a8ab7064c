// A key pressed while the server is still answering the one before it is held and played once the page shows the answer:
// «x» and «Del» one after the other mean the row just chosen, and what is typed behind «t» goes into the dialog it opens.

// How long an answer is waited for, and how long for what should follow it: a dialog that opens, an editor that goes.
const patience = 15000;
const longest = 2000;
const named = ['Enter', 'Escape', 'Delete', 'Backspace', 'F2', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown'];
const held = [];
let waiting = 0;
let leaving = null;

const typing = element => element?.closest?.('input:not([type="checkbox"]):not([type="radio"]), textarea, select, [contenteditable="true"]');

// What is being typed goes on being typed, unless its field is on its way out.
const mayWait = event => !event.ctrlKey && !event.altKey && !event.metaKey && (event.key.length === 1 || named.includes(event.key))
  && (!typing(event.target) || leaving?.contains(event.target));

const limit = (promise, span) => Promise.race([promise, new Promise(done => setTimeout(done, span))]).catch(() => {});

// The circuit takes one call after the other: when this one is answered, what was asked before it has been drawn. It is
// sent once everybody has heard of the press.
async function answered() {
  await new Promise(done => setTimeout(done));
  await globalThis.DotNet?.invokeMethodAsync('CrmAdmin', 'Heard');
}

// What a press brings about shows a little later than its answer, or not at all.
export const soon = (promise, answer = answered()) => Promise.race([promise, answer.then(() => limit(promise, longest))]);

// An editor or dialog that was told to go: gone, or staying because something is wrong with it now.
export const gone = element => new Promise(done => {
  const before = element.querySelector('[role="alert"]');
  const look = () => (!element.isConnected || ![null, before].includes(element.querySelector('[role="alert"]'))) && (watch.disconnect(), done());
  const watch = new MutationObserver(look);
  watch.observe(document.body, { childList: true, subtree: true });
  look();
});

// A dialog that a press opens.
const opened = () => new Promise(done => {
  const before = document.querySelectorAll('dialog[open]').length;
  const look = () => document.querySelectorAll('dialog[open]').length > before && (watch.disconnect(), done());
  const watch = new MutationObserver(look);
  watch.observe(document.body, { childList: true, subtree: true, attributeFilter: ['open'] });
  setTimeout(() => watch.disconnect(), patience);
});

// Holds keys until a call to the server is over.
export async function hold(promise) {
  waiting++;
  await limit(promise, patience);
  waiting--;
  while (held.length && !waiting) play(held.shift());
}

// Keys for a list whose script is on its way wait for it.
const isComing = () => document.querySelector('main .table-box[data-turn]:not([data-live])');
const come = () => new Promise(done => {
  const look = () => !isComing() && (watch.disconnect(), done());
  const watch = new MutationObserver(look);
  watch.observe(document.body, { childList: true, subtree: true, attributeFilter: ['data-live'] });
  setTimeout(() => watch.disconnect(), patience);
});

document.addEventListener('keydown', event => {
  if (!waiting && event.isTrusted && mayWait(event) && isComing()) hold(come());
}, true);

document.addEventListener('keydown', event => {
  if (!event.isTrusted || event.isComposing || event.keyCode === 229 || !(waiting || held.length) || !mayWait(event)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const { key, code, shiftKey } = event;
  held.push({ key, code, shiftKey });
}, true);

// A press by key, or by a script for one: «detail» counts the clicks of a pointer.
document.addEventListener('click', event => {
  if (event.detail) return;
  const going = event.target.closest?.('[data-editor-save], [data-editor-cancel], [data-dismiss]')?.closest('[data-editor], dialog');
  const opens = event.target.closest?.('[aria-haspopup="dialog"]:not([popovertarget])');
  if (!going) return void hold(opens ? soon(opened()) : answered());
  leaving = going;
  const answer = answered();
  hold(Promise.all([answer, soon(gone(going), answer)])).then(() => { if (leaving === going) leaving = null; });
}, true);

function play({ key, code, shiftKey }) {
  const at = document.activeElement ?? document.body;
  const fresh = new KeyboardEvent('keydown', { key, code, shiftKey, bubbles: true, cancelable: true });
  if (at.dispatchEvent(fresh)) usual(at, key);
}

// What the browser itself would have done with the key.
function usual(at, key) {
  if (typing(at)) {
    if (key.length === 1) document.execCommand('insertText', false, key);
    else if (key === 'Backspace') document.execCommand('delete');
    else if (key === 'Delete') document.execCommand('forwardDelete');
  } else if ((key === 'Enter' && at.matches('button, a, summary')) || (key === ' ' && at.matches('button, input'))) {
    at.click();
  }
  if (key !== 'Escape') return;
  const popover = [...document.querySelectorAll('[popover]:popover-open')].at(-1);
  if (popover) popover.hidePopover();
  else cancel([...document.querySelectorAll('dialog[open]')].at(-1));
}

const cancel = dialog => dialog?.dispatchEvent(new Event('cancel', { cancelable: true })) && dialog.close();
