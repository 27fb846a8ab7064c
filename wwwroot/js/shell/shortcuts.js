// A key named in data-shortcut presses its element, or puts the cursor into it. Never while text is composed or typed.
//   data-shortcut="e" | "/" | "Delete" | "mod+k" (Ctrl, or ⌘) ; several, separated by spaces
const typing = element => element?.closest?.('input:not([type="checkbox"]):not([type="radio"]), textarea, select, [contenteditable="true"]');

const mac = /mac|iphone|ipad/i.test(navigator.platform);

// A Hangul layout gives ㄹ for the F key: the key's place says which one was meant.
function nameOf(event) {
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1].toLowerCase();
  const key = event.key.length === 1 && letter && !/^[a-z]$/i.test(event.key) ? letter : event.key;
  const mod = event.ctrlKey || event.metaKey;
  return (mod ? 'mod+' : '') + (mod && event.shiftKey ? 'shift+' : '') + (key.length === 1 ? key.toLowerCase() : key);
}

const layer = () => [...document.querySelectorAll('dialog[open]')].at(-1) ?? document;

// data-within names where the cursor must stand for the key to count.
function elementFor(name, at) {
  return [...layer().querySelectorAll('[data-shortcut]')].find(element => element.dataset.shortcut.split(' ').includes(name)
    && element.checkVisibility() && !element.disabled && (!element.dataset.within || at.closest?.(element.dataset.within)));
}

document.addEventListener('keydown', event => {
  if (event.isComposing || event.keyCode === 229 || event.defaultPrevented || event.altKey) return;
  const name = nameOf(event);
  if (!name.startsWith('mod+') && (typing(event.target) || event.target.closest?.('[popover]:popover-open'))) return;
  const element = elementFor(name, event.target);
  if (!element) return;
  event.preventDefault();
  if (element.matches('input, textarea, select')) {
    element.focus();
    element.select?.();
  } else {
    const closes = element.ariaExpanded === 'true';
    element.click();
    if (closes) (document.querySelector('[role="grid"]') ?? element).focus({ preventScroll: true });
  }
});

const shownKey = name => name.split('+')
  .map(part => ({ mod: mac ? '⌘' : 'Ctrl', shift: '⇧', Delete: 'Del', ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→' })[part] ?? part.toUpperCase());

// What a button says, without the key and the number beside it.
function said(element) {
  const copy = element.cloneNode(true);
  for (const extra of copy.querySelectorAll('kbd, .badge')) extra.remove();
  return copy.textContent.trim();
}

// What the page in front of the person really offers: each act once, with its keys.
export function offered() {
  const acts = new Map();
  for (const element of document.querySelectorAll('[data-shortcut]')) {
    const label = element.dataset.shortcutLabel ?? element.ariaLabel ?? said(element);
    if (element.checkVisibility() && !acts.has(label)) acts.set(label, { label, element, keys: caps(element.dataset.shortcut.split(' ')) });
  }
  return [...acts.values()];
}

// The list behind «?».
function list(dialog) {
  const rows = new Map(offered().map(({ label, keys }) => [label, keys]));
  for (const extra of document.querySelectorAll('[data-keys]')) rows.set(extra.dataset.keysLabel, caps(extra.dataset.keys.split(' ')));
  dialog.querySelector('dl').replaceChildren(...[...rows].flatMap(([label, keys]) => [term(label), description(keys)]));
}

function term(label) {
  const element = document.createElement('dt');
  element.textContent = label;
  return element;
}

function description(keys) {
  const element = document.createElement('dd');
  element.append(...keys.flatMap(key => [key, ' ']));
  return element;
}

const caps = names => names.flatMap(shownKey).map(part => {
  const key = document.createElement('kbd');
  key.textContent = part;
  return key;
});

document.addEventListener('click', event => {
  const opener = event.target.closest?.('[data-open-shortcuts]');
  const dialog = document.getElementById('shortcuts');
  if (!opener || !dialog) return;
  list(dialog);
  dialog.showModal();
});

document.addEventListener('click', event => event.target.closest?.('[data-close-dialog]')?.closest('dialog')?.close());
