// What was typed and not saved outlives the reload that a lost circuit forces, and the signing in that an ended session
// does: the form is opened again, and its boxes, known by their ids, are filled as they were; so is the field that was being
// changed where it stands. Nobody but who typed it gets to see it.
import { openEditor, Reopened } from './reopened.js';

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
  if (isRestoring) return;
  const opener = document.querySelector('dialog[data-modal][open]') ? pressed : '';
  const texts = typed().map(box => [box.id, box.value, box.matches('select')]);
  const editor = openEditor();
  if (texts.length || editor) store({ address: location.href, opener, texts, editor });
}

// Who has signed in; the sign-in page does not know.
let user = '';
const whose = () => user = document.querySelector('main[data-user]')?.dataset.user ?? user;

const store = state => sessionStorage.setItem(place, JSON.stringify({ ...state, user: whose() }));

function fill([id, text]) {
  const box = document.getElementById(id);
  if (!box) return false;
  if (box.value !== text) {
    box.value = text;
    for (const name of ['input', 'change']) box.dispatchEvent(new Event(name, { bubbles: true }));
  }
  return true;
}

// What finds no place any more is shown, so that it can be copied.
function show(texts) {
  const dialog = document.getElementById('kept');
  if (!texts.some(Boolean) || !dialog) return;
  dialog.querySelector('textarea').value = texts.filter(Boolean).join('\n');
  dialog.showModal();
}

// The same editor at another address.
const goTo = editor => address => {
  store({ address, opener: '', texts: [], editor: { ...editor, record: undefined } });
  location.assign(address);
};

// Each step waits for what it needs to be there; the circuit listens once it says so. A page that is lost again before then
// leaves all of it to the next one.
let isRestoring = false;

function restore({ opener, texts, editor }) {
  isRestoring = true;
  let left = texts;
  let isOpen = !opener;
  let waiting = 0;
  let reopened = editor && new Reopened(editor, goTo(editor));
  const look = () => {
    if (!document.querySelector('main[data-interactive]')) return;
    waiting ||= setTimeout(giveUp, patience);
    const button = isOpen ? null : document.querySelector(`[data-shortcut="${CSS.escape(opener)}"]`);
    isOpen ||= Boolean(button);
    button?.click();
    if (isOpen) left = left.filter(text => !fill(text));
    if (reopened?.step()) reopened = null;
    if (!left.length && !reopened) end();
    else if (reopened?.isGone) giveUp();
  };
  const end = () => {
    isRestoring = false;
    sessionStorage.removeItem(place);
    watch.disconnect();
    clearTimeout(waiting);
  };
  const giveUp = () => {
    end();
    show([...left.filter(([, , isChoice]) => !isChoice).map(([, text]) => text), ...reopened?.texts ?? []]);
  };
  const watch = new MutationObserver(look);
  watch.observe(document.body, { childList: true, subtree: true, attributeFilter: ['data-interactive', 'data-live'] });
  look();
}

const kept = JSON.parse(sessionStorage.getItem(place) ?? 'null');
if (whose() && kept) {
  if (kept.address === location.href && kept.user === user) restore(kept);
  else sessionStorage.removeItem(place);
}
