// Opens the palette with what the page behind it can do, and closes it once something was chosen.
import { offered } from './shortcuts.js';

const acts = new Map();

function option({ label, keys, element }) {
  const line = document.createElement('div');
  line.className = 'option';
  line.role = 'option';
  line.ariaSelected = 'false';
  line.dataset.text = label;
  const text = document.createElement('span');
  text.className = 'text';
  text.textContent = label;
  const hint = document.createElement('span');
  hint.className = 'hint';
  hint.append(...keys);
  line.append(text, hint);
  acts.set(line, element);
  return line;
}

function fill(palette) {
  acts.clear();
  const here = offered().filter(({ element }) => !element.closest('dialog') && !element.matches('[data-open-palette], [data-open-shortcuts]'));
  palette.querySelector('[data-here]').replaceChildren(...here.map(option));
}

// The focus is back where it was by then; the act may move it on.
function act(element) {
  setTimeout(() => element.matches('input, textarea, select') ? element.focus() : element.click());
}

document.addEventListener('click', event => {
  const palette = document.getElementById('palette');
  if (!palette) return;
  const chosen = event.target.closest?.('#palette [role="option"]');
  if (event.target.closest?.('[data-open-palette]')) {
    fill(palette);
    palette.querySelector('.search > input').value = '';
    palette.showModal();
    palette.dispatchEvent(new CustomEvent('placed', { bubbles: true }));
  } else if (event.target === palette || chosen) {
    palette.close();
    if (acts.has(chosen)) act(acts.get(chosen));
  }
}, true);
