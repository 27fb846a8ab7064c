// Cells by keyboard: which one can be seen, and from one that is being edited on to the next.
import { commit, press } from '../shell/editors.js';
import { gone, hold, soon } from '../shell/held.js';

// Sideways by as little as needed; pinned columns are always seen.
export function reveal(box, cell) {
  if (!cell || cell.matches('.pinned')) return;
  const [seen, at] = [box.getBoundingClientRect(), cell.getBoundingClientRect()];
  const left = seen.left + (parseFloat(box.style.scrollPaddingInlineStart) || 0);
  const right = seen.left + box.clientWidth;
  if (at.left < left) box.scrollLeft -= left - at.left;
  else if (at.right > right) box.scrollLeft += Math.min(at.right - right, at.left - left);
}

// Boxes to tick are several in one cell: Tab leaves them behind the last one only.
function inside(target, editor, by) {
  const boxes = [...editor.querySelectorAll('input[type="checkbox"]')];
  const at = boxes.indexOf(target);
  return at >= 0 && boxes[at + by] !== undefined;
}

// Tab saves what stands in a cell and goes on with the next that can be edited, Shift+Tab with the one before.
export function tabs(grid, signal) {
  grid.box.addEventListener('keydown', event => {
    const editor = event.target.closest('td[data-column] [data-editor]');
    if (event.key !== 'Tab' || event.isComposing || event.ctrlKey || event.altKey || !editor || event.target.closest('[popover], [role="alert"]')) return;
    const by = event.shiftKey ? -1 : 1;
    if (inside(event.target, editor, by)) return;
    event.preventDefault();
    hold(goOn(grid, editor, by));
  }, { signal });
}

async function goOn(grid, editor, by) {
  const cell = editor.closest('td');
  const [index, column] = [Number(cell.parentElement.dataset.index), Number(cell.dataset.column)];
  commit(editor);
  press(editor, 'save');
  await soon(gone(editor));
  if (editor.isConnected) return;
  let next = column + by;
  while (grid.headers[next] && grid.edits(next) !== 'here') next += by;
  if (grid.headers[next]) await grid.editAt(index, next);
  else grid.setCurrent(index, column);
}
