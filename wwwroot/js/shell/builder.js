// What the condition builder does in the browser: where the cursor goes, Alt keys, dragging by the handle.
import { follow } from './arrivals.js';

const focusable = 'input:not([type="hidden"]), select, textarea, button:not(:disabled)';

function focusWish(builder) {
  const [id, part] = (builder.dataset.focus ?? '').split(' ');
  const node = builder.querySelector(`[data-node="${id}"]`);
  const place = [...(node?.querySelectorAll(`[data-part="${part}"]`) ?? [])].find(element => element.closest('[data-node]') === node)
    ?? node?.querySelector(`[data-part="${part}"]`);
  const target = place?.matches(focusable) ? place : place?.querySelector('[data-first]') ?? place?.querySelector(focusable);
  target?.focus();
  const opens = part === 'value' || target?.dataset.opens !== undefined;
  if (opens && target?.hasAttribute('popovertarget')) target.click();
}

new MutationObserver(changes => changes.forEach(change => focusWish(change.target)))
  .observe(document.body, { subtree: true, attributeFilter: ['data-focus'] });

// A panel is opened by its key or its button: its builder takes the focus to the first thing that can be pressed.
follow('.condition-panel .builder', builder => {
  if (!builder.closest('.condition-panel').contains(document.activeElement)) builder.querySelector('.field-pick, [data-part="add"]')?.focus({ preventScroll: true });
});

// Alt + key presses the menu item of the part that the cursor stands in; the code is where the key lies on the board.
document.addEventListener('keydown', event => {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
  const node = event.target.closest?.('.builder [data-node]');
  const item = [...(node?.querySelectorAll(`[data-node-key="${CSS.escape(event.code)}"]`) ?? [])]
    .find(element => element.closest('[data-node]') === node);
  if (!item) return;
  event.preventDefault();
  item.click();
});

// Dragging: a line shows where the part would land; builder's hidden input tells the server where it did.
const line = document.createElement('div');
line.className = 'drop-line';
let dragged = null;
let landing = null;

const partOf = element => element.closest('.child') ?? element.closest('[data-node]');

document.addEventListener('dragstart', event => {
  const grip = event.target.closest?.('.builder .grip');
  if (!grip) return;
  dragged = partOf(grip);
  event.dataTransfer.effectAllowed = 'move';
  event.dataTransfer.setData('text/plain', dragged.dataset.node);
  event.dataTransfer.setDragImage(dragged, dragged.offsetWidth - 24, 16);
  requestAnimationFrame(() => dragged?.classList.add('dragged'));
});

document.addEventListener('dragover', event => {
  const builder = dragged?.closest('.builder');
  const group = builder?.contains(event.target) && (event.target.closest('[data-group]') ?? event.target.closest('.group')?.querySelector('[data-group]'));
  if (!group || dragged.contains(group)) return;
  event.preventDefault();
  const children = [...group.children].filter(child => child.matches('[data-node]'));
  const found = children.findIndex(child => {
    const box = child.getBoundingClientRect();
    return event.clientY < box.top + box.height / 2;
  });
  const index = found < 0 ? children.length : found;
  landing = { group: group.dataset.group, index };
  group.insertBefore(line, children[index] ?? null);
});

document.addEventListener('drop', event => {
  if (!dragged || !landing) return;
  event.preventDefault();
  const input = dragged.closest('.builder').querySelector('input[data-drop]');
  input.value = `${dragged.dataset.node} ${landing.group} ${landing.index}`;
  input.dispatchEvent(new Event('change', { bubbles: true }));
});

document.addEventListener('dragend', () => {
  dragged?.classList.remove('dragged');
  line.remove();
  dragged = landing = null;
});
