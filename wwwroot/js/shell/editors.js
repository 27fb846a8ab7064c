// A field being changed where it stands ([data-editor]): it takes the focus, Enter and leaving it save, Escape does not.
import { follow } from './arrivals.js';

const editorOf = target => target instanceof Element ? target.closest('[data-editor]') : null;
export const press = (editor, what) => editor.querySelector(`[data-editor-${what}]`)?.click();

// What was typed and not yet told.
const untold = new WeakSet();
document.addEventListener('input', event => untold.add(event.target), true);
document.addEventListener('change', event => untold.delete(event.target), true);

// The value goes to the server before the order to save it; a text that only stands there says nothing, as another may be on
// its way into it.
export function commit(editor) {
  const field = document.activeElement;
  if (editor.contains(field) && untold.has(field)) field.dispatchEvent(new Event('change', { bubbles: true }));
}

document.addEventListener('keydown', event => {
  const editor = editorOf(event.target);
  if (!editor || event.isComposing || event.keyCode === 229) return;
  if (event.key === 'Escape') {
    event.stopPropagation();
    press(editor, 'cancel');
  } else if (event.key === 'Enter' && !event.target.matches('button') && (!event.target.matches('textarea') || event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    const adding = event.target.closest('.tag-input') && event.target.value && untold.has(event.target);
    commit(editor);
    if (!adding) press(editor, 'save');
  }
});

// A tag that is taken away takes the focus with it: nobody has left. Where leaving is a click, the order to save goes before
// what the click asks for: a link takes the editor away.
let leaving = null;

function settle() {
  const [editor, field] = leaving ?? [];
  leaving = null;
  if (editor?.isConnected && field.isConnected && !editor.contains(document.activeElement)) press(editor, 'save');
}

document.addEventListener('focusout', ({ target, relatedTarget }) => {
  const editor = editorOf(target);
  if (!editor || editor.contains(relatedTarget)) return;
  leaving = [editor, target];
  setTimeout(settle);
});
document.addEventListener('click', settle, true);

// Where an editor stands: what is nearest to it, first.
const around = new WeakMap();

function enter(editor) {
  const places = [];
  for (let place = editor.parentElement; place; place = place.parentElement) places.push(place);
  around.set(editor, places);
  const field = editor.querySelector('[data-autofocus], input, select, textarea');
  field?.focus();
  field?.select?.();
}

// The focus goes back to the list, or to the button that opened the editor.
function leave(editor) {
  const place = around.get(editor)?.find(place => place.isConnected);
  if (document.activeElement === document.body) (place?.closest('[role="grid"]') ?? place?.querySelector('button'))?.focus({ preventScroll: true });
}

follow('[data-editor]', enter, leave);
