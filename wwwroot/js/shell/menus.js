// Keys of menus ([role=menu]) and of pick lists (.pick): arrows, Home, End, Enter, letters. Composition is never a key.
import { found } from './initials.js';

const composing = event => event.isComposing || event.keyCode === 229;
const shown = element => !element.hidden && !element.disabled;
const items = menu => [...menu.querySelectorAll('[role^="menuitem"]')].filter(shown);
const options = pick => [...pick.querySelectorAll('[role="option"]')].filter(shown);

function step(list, index, key) {
  if (key === 'Home') return 0;
  if (key === 'End') return list.length - 1;
  return (index + (key === 'ArrowDown' ? 1 : -1) + list.length) % list.length;
}

const moves = key => ['ArrowDown', 'ArrowUp', 'Home', 'End'].includes(key);

function keyInMenu(menu, event) {
  const list = items(menu);
  const index = list.indexOf(document.activeElement);
  if (moves(event.key) && list.length) {
    event.preventDefault();
    list[step(list, index, event.key)].focus();
  } else if (event.key === 'Tab') {
    menu.closest('[popover]')?.hidePopover();
  } else if (event.key.length === 1 && /\S/.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const letter = event.key.toLowerCase();
    const next = [...list.slice(index + 1), ...list].find(item => item.textContent.trim().toLowerCase().startsWith(letter));
    next?.focus();
  }
}

function activate(pick, option) {
  for (const other of pick.querySelectorAll('.option.active')) other.classList.remove('active');
  const speaker = pick.querySelector('[role="combobox"]') ?? pick.querySelector('[role="listbox"]');
  if (!option) {
    speaker?.removeAttribute('aria-activedescendant');
    return;
  }
  option.id ||= `option-${Math.random().toString(36).slice(2)}`;
  option.classList.add('active');
  option.scrollIntoView({ block: 'nearest' });
  speaker?.setAttribute('aria-activedescendant', option.id);
}

function keyInPick(pick, event) {
  const list = options(pick);
  const index = list.findIndex(option => option.classList.contains('active'));
  const typing = event.target.matches('input');
  if (moves(event.key) && list.length && !(typing && ['Home', 'End'].includes(event.key))) {
    event.preventDefault();
    activate(pick, list[step(list, index, event.key)]);
  } else if (event.key === 'Enter' || (event.key === ' ' && !typing)) {
    event.preventDefault();
    event.stopPropagation();
    if (isStale(pick) && (pick.dataset.filter === 'page' || (list[Math.max(index, 0)]?.matches('[data-found]') ?? true))) pick.dataset.enter = '';
    else list[Math.max(index, 0)]?.click();
  }
}

// Where the page searches, Enter waits for the options that belong to what was typed; where it searches beside what
// stands there already («both»), it waits only where nothing of that is meant: what was found is of what was typed before.
const isStale = pick => pick.dataset.filter !== 'here'
  && pick.querySelector('.search > input').value.trim() !== (pick.dataset.query ?? '');

new MutationObserver(changes => {
  for (const { target: pick } of changes) {
    const active = pick.querySelector('.option.active');
    if (pick.dataset.filter === 'both') narrow(pick, pick.querySelector('.search > input').value);
    activate(pick, active && pick.dataset.filter === 'both' && shown(active) ? active : options(pick)[0]);
    if ('enter' in pick.dataset && !isStale(pick)) {
      delete pick.dataset.enter;
      options(pick)[0]?.click();
    }
  }
}).observe(document.body, { subtree: true, attributeFilter: ['data-query'] });

function narrow(pick, query) {
  for (const option of pick.querySelectorAll('[role="option"]')) {
    option.hidden = !('found' in option.dataset) && !found(option.dataset.text ?? option.textContent, query);
  }
  for (const group of pick.querySelectorAll('[role="group"]')) {
    group.hidden = !group.querySelector('[role="option"]:not([hidden])');
  }
  const nothing = pick.querySelector('.nothing');
  if (nothing) nothing.hidden = options(pick).length > 0;
  activate(pick, options(pick)[0]);
}

document.addEventListener('keydown', event => {
  if (composing(event) || !(event.target instanceof Element)) return;
  const pick = event.target.closest('.pick');
  const menu = event.target.closest('[role="menu"]');
  if (pick) keyInPick(pick, event);
  else if (menu) keyInMenu(menu, event);
});

// A letter on a closed list opens it and is the first of the search; an arrow opens it too. No shortcut hears the letter.
document.addEventListener('keydown', event => {
  if (!event.target.matches?.('.pick-button[popovertarget]') || event.ctrlKey || event.metaKey || event.altKey) return;
  const popover = document.getElementById(event.target.getAttribute('popovertarget'));
  const arrow = event.key === 'ArrowDown' || event.key === 'ArrowUp';
  const letter = composing(event) || (event.key.length === 1 && /\S/.test(event.key));
  if (!(arrow || letter) || !popover || popover.matches(':popover-open')) return;
  event.stopPropagation();
  event.target.click();
  const input = popover.querySelector('.search > input');
  if (arrow || !input) {
    event.preventDefault();
  } else {
    input.value = '';
    input.focus();
  }
}, true);

// «composing» is raised while half a syllable stands there, which the page does not hear of.
for (const typed of ['input', 'composing']) {
  document.addEventListener(typed, event => {
    const pick = event.target.closest?.('.pick:is([data-filter="here"], [data-filter="both"])');
    if (pick && event.target.matches('.search > input')) narrow(pick, event.target.value);
  });
}

document.addEventListener('click', event => {
  const chosen = event.target.closest?.('[role^="menuitem"], [role="option"]');
  const popover = chosen?.closest('[popover]');
  const stays = chosen?.closest('[aria-multiselectable="true"]') || chosen?.matches('[role="menuitemcheckbox"]');
  if (popover && !stays) popover.hidePopover();
  // What is typed next seeks the next one, instead of standing behind what found this one.
  else popover?.querySelector('.pick .search > input')?.select();
});

document.addEventListener('placed', event => {
  const pick = event.target.matches('.pick') ? event.target : event.target.querySelector('.pick');
  const menu = event.target.matches('[role="menu"]') ? event.target : event.target.querySelector('[role="menu"]');
  if (pick) {
    const input = pick.querySelector('.search > input');
    const typed = input && document.activeElement === input;
    if (input && !typed) input.value = '';
    if (pick.dataset.filter !== 'page') narrow(pick, input?.value ?? '');
    if (pick.dataset.filter !== 'here') input?.dispatchEvent(new Event('input', { bubbles: true }));
    const selected = options(pick).find(option => option.ariaSelected === 'true');
    activate(pick, typed ? options(pick)[0] : selected ?? options(pick)[0]);
    (input ?? pick.querySelector('[role="listbox"]'))?.focus();
  } else if (menu) {
    items(menu)[0]?.focus();
  }
});
