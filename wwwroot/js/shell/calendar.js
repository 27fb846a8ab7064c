// The calendar of date inputs ([data-date]): drawn here while it is open, so that no arrow key goes to the server.
import { byMonths, day, moves, read, within, write } from './days.js';
import { openerOf } from './floating.js';

// Keys that have to wait are not heard here before they are played.
import './held.js';

const weeks = 6;

const format = shape => new Intl.DateTimeFormat(document.documentElement.lang, { timeZone: 'UTC', ...shape });

// Swedes write days as ISO does.
const today = calendar => read(new Intl.DateTimeFormat('sv', { timeZone: calendar.dataset.zone }).format());
const intoWeek = (calendar, time) => (new Date(time).getUTCDay() - Number(calendar.dataset.week) + 7) % 7;

const calendarIn = popover => popover.querySelector?.(':scope > [data-calendar]');
const isOpen = calendar => calendar.parentElement.matches(':popover-open');
const chosen = calendar => read(calendar.dataset.chosen);
const at = calendar => read(calendar.dataset.at);
const focusDay = calendar => calendar.querySelector('.day[tabindex="0"]')?.focus();

function draw(calendar, time) {
  const start = time - (new Date(time).getUTCDate() - 1) * day;
  const begin = start - intoWeek(calendar, start) * day;
  const week = from => Array.from({ length: 7 }, (_, index) => from + index * day);
  const title = calendar.querySelector('[data-title]');
  title.textContent = format({ year: 'numeric', month: 'long' }).format(time);
  calendar.dataset.at = write(time);
  const grid = made('div', { role: 'grid' });
  grid.setAttribute('aria-labelledby', title.id);
  grid.append(row(week(begin).map(weekday)));
  const marks = { time, today: today(calendar), chosen: chosen(calendar), full: format({ dateStyle: 'full' }) };
  for (let index = 0; index < weeks; index++) grid.append(row(week(begin + index * 7 * day).map(cell => dayCell(cell, marks))));
  calendar.querySelector('[data-days]').replaceChildren(grid);
}

// Of the whole date only the day is seen; the rest is for those who hear it.
const said = ({ type, value }) => (type === 'day' ? value : made('span', { className: 'visually-hidden', textContent: value }));

const made = (name, members) => Object.assign(document.createElement(name), members);

function row(cells) {
  const line = made('div', { role: 'row' });
  line.append(...cells);
  return line;
}

function weekday(time) {
  return made('span', { role: 'columnheader', ariaLabel: format({ weekday: 'long' }).format(time), textContent: format({ weekday: 'short' }).format(time) });
}

function dayCell(time, marks) {
  if (time !== within(time)) return made('span', { role: 'gridcell' });
  const cell = made('div', { role: 'gridcell', className: 'day', tabIndex: time === marks.time ? 0 : -1 });
  cell.append(...marks.full.formatToParts(time).map(said));
  cell.dataset.day = write(time);
  cell.classList.toggle('other', new Date(time).getUTCMonth() !== new Date(marks.time).getUTCMonth());
  if (time === marks.today) cell.ariaCurrent = 'date';
  if (time === marks.chosen) cell.ariaSelected = 'true';
  return cell;
}

function pick(calendar, text) {
  const picked = calendar.querySelector('[data-picked]');
  picked.value = text;
  picked.dispatchEvent(new Event('change', { bubbles: true }));
  calendar.parentElement.hidePopover();
  // The cursor on a text would bring up the keyboard of a telephone.
  if (!matchMedia('(pointer: coarse)').matches) calendar.closest('[data-date]').querySelector('.input').focus();
}

// Nobody else hears the keys and clicks: the calendar may stand in a grid's cell, whose own they would be.
function key(calendar, event) {
  const isDay = event.target.matches('.day');
  if (event.key === 'Escape') {
    calendar.parentElement.hidePopover();
  } else if (isDay && moves[event.key]) {
    const time = at(calendar);
    draw(calendar, within(moves[event.key](time, intoWeek(calendar, time), event.shiftKey)));
    focusDay(calendar);
  } else if (isDay && (event.key === 'Enter' || event.key === ' ')) {
    pick(calendar, event.target.dataset.day);
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}

document.addEventListener('keydown', event => {
  if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.altKey || event.metaKey) return;
  const calendar = event.target.closest?.('[data-calendar]');
  if (calendar) {
    key(calendar, event);
  } else if (event.key === 'ArrowDown' && event.target.matches?.('[data-date] > .input')) {
    event.preventDefault();
    const input = event.target.parentElement;
    input.querySelector('[data-date-open]').click();
    focusDay(input.querySelector('[data-calendar]'));
  }
}, true);

for (const name of ['click', 'dblclick']) {
  document.addEventListener(name, event => {
    const calendar = event.target.closest?.('[data-calendar]');
    if (!calendar) return;
    event.stopPropagation();
    const pressed = name === 'click' ? event.target.closest('[data-months], [data-today], [data-day]') : null;
    if (pressed?.dataset.months) draw(calendar, within(byMonths(at(calendar), Number(pressed.dataset.months))));
    else if (pressed) pick(calendar, pressed.dataset.day ?? write(today(calendar)));
  }, true);
}

document.addEventListener('beforetoggle', event => {
  const calendar = calendarIn(event.target);
  if (calendar && event.newState === 'open') draw(calendar, Number.isNaN(chosen(calendar)) ? today(calendar) : chosen(calendar));
}, true);

document.addEventListener('toggle', event => {
  if (event.newState === 'closed') calendarIn(event.target)?.querySelector('[data-days]').replaceChildren();
}, true);

document.addEventListener('placed', event => {
  const calendar = calendarIn(event.target);
  if (calendar) focusDay(calendar);
});

// Left by Tab, it closes.
document.addEventListener('focusout', event => {
  const calendar = event.target.closest?.('[data-calendar]');
  const popover = calendar?.parentElement;
  if (event.relatedTarget && popover && !popover.contains(event.relatedTarget) && event.relatedTarget !== openerOf(popover)) popover.hidePopover();
});

// What was typed last may be read only after the calendar has opened.
new MutationObserver(changes => {
  for (const { target } of changes) {
    if (!isOpen(target) || !target.dataset.chosen) continue;
    draw(target, chosen(target));
    focusDay(target);
  }
}).observe(document.body, { subtree: true, attributeFilter: ['data-chosen'] });
