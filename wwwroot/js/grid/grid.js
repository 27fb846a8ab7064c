// The grid's side in the browser: which rows can be seen, which one is current, what was pressed. The server draws rows.
import { Scroller } from './scroller.js';
import { crowding, resizes } from './columns.js';
import { keys } from './keys.js';
import { reveal, tabs } from './cells.js';
import { hold } from '../shell/held.js';

const near = 6;
const pause = 70;
const mostTries = 20;

export function attach(box, server) {
  return new Grid(box, server);
}

class Grid {
  current = -1;
  column = -1;
  asked = '';
  turn = '';
  waiting = 0;
  askedAt = -pause;
  tries = 0;
  seen = 0;
  stop = new AbortController();

  constructor(box, server) {
    this.box = box;
    this.server = server;
    this.table = box.querySelector('table');
    [this.before, this.after] = box.querySelectorAll('tbody.space > tr');
    this.rows = box.querySelector('tbody[data-first]');
    this.scroller = new Scroller(box);
    this.turn = box.dataset.turn;
    const { signal } = this.stop;
    box.addEventListener('scroll', () => { this.tries = 0; this.scroller.moved(); this.place(); this.look(); }, { signal, passive: true });
    box.addEventListener('click', event => this.clicked(event), { signal });
    box.addEventListener('dblclick', event => this.edit(event), { signal });
    resizes(box, server, signal);
    keys(this, signal);
    tabs(this, signal);
    this.sizes = new ResizeObserver(() => this.settle());
    this.sizes.observe(box);
    this.changes = new MutationObserver(() => this.settle());
    this.changes.observe(this.rows, { attributes: true, childList: true });
    this.changes.observe(box, { attributes: true, attributeFilter: ['data-total', 'data-turn'] });
    this.changes.observe(box.querySelector('[data-all]'), { attributes: true });
    this.changes.observe(this.table, { attributes: true, attributeFilter: ['style'] });
    this.settle();
    box.dataset.live = '';
  }

  get first() { return Number(this.rows.dataset.first); }

  get count() { return Number(this.rows.dataset.count); }

  // After every change of rows, sizes or total: spaces first, then what is to be seen.
  settle() {
    const rowHeight = parseFloat(getComputedStyle(this.box).getPropertyValue('--row')) || 36;
    this.scroller.measure(Number(this.box.dataset.total), rowHeight);
    if (this.turn !== this.box.dataset.turn) this.begin();
    this.place();
    this.mark();
    this.look();
    this.see();
    crowding(this.box);
    const all = this.box.querySelector('[data-all]');
    all.checked = all.dataset.all === 'all';
    all.indeterminate = all.dataset.all === 'some';
  }

  // Tells how many rows of another list have to be drawn.
  see() {
    const { seen } = this.scroller;
    if (seen && seen !== this.seen) this.server.invokeMethodAsync('See', this.seen = seen).catch(() => {}); // The grid may be gone.
  }

  // Another list begins at its top.
  begin() {
    this.turn = this.box.dataset.turn;
    this.asked = '';
    this.tries = 0;
    this.current = document.activeElement === this.table ? 0 : -1;
    this.column = -1;
    this.place();
    this.scroller.go(0);
  }

  place() {
    const [before, after] = this.scroller.spaces(this.first, this.count);
    this.before.style.height = `${before}px`;
    this.after.style.height = `${after}px`;
  }

  // Whether the rows drawn reach well beyond those that can be seen.
  get enough() {
    const { first, end, total } = this.scroller;
    const last = this.first + this.count;
    return (this.first <= first - near || this.first === 0) && (last >= end + near || last >= total);
  }

  get wish() {
    const { first, end, total } = this.scroller;
    return `${this.turn} ${first} ${end} ${total}`;
  }

  // Asks for rows when those drawn are about to run out: a jump at once, while the bar is dragged not at every pixel.
  look() {
    if (this.enough) {
      this.tries = 0;
      return;
    }
    if (this.waiting || this.asked === this.wish) return;
    const { first, end } = this.scroller;
    const isNear = this.first < end && first < this.first + this.count;
    this.waiting = setTimeout(() => { this.waiting = 0; this.ask(); }, isNear ? 0 : Math.max(0, this.askedAt + pause - performance.now()));
  }

  // The list may be replaced while its rows are on their way: then they are asked for again, but not for ever.
  async ask() {
    const { first, end } = this.scroller;
    const wish = this.asked = this.wish;
    this.askedAt = performance.now();
    await this.server.invokeMethodAsync('ShowAsync', first, end);
    if (this.asked !== wish) return;
    this.asked = '';
    if (!this.enough && ++this.tries < mostTries) this.waiting ||= setTimeout(() => { this.waiting = 0; this.look(); }, pause);
  }

  clicked(event) {
    const all = event.target.closest('[data-all]');
    if (all) {
      this.server.invokeMethodAsync('PickAllAsync', all.dataset.all === 'none');
      return;
    }
    const row = event.target.closest('tr[data-index]');
    if (!row) return;
    const index = Number(row.dataset.index);
    const column = Number(event.target.closest('td').dataset.column ?? -1);
    if (event.target.closest('td.tick')) {
      if (event.shiftKey) getSelection().removeAllRanges();
      this.setCurrent(index);
      this.pick(index, event.shiftKey);
    } else if (event.target.closest('[data-why]')) {
      this.setCurrent(index);
      this.tell();
    } else if (event.target.closest('a.title') && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      this.setCurrent(index);
      this.server.invokeMethodAsync('OpenAsync', index);
    } else if (!event.target.closest('a, button, input, select, textarea')) {
      this.setCurrent(index, column);
    }
  }

  edit(event) {
    const cell = event.target.closest('td[data-column]');
    if (!cell || this.box.dataset.editable === undefined || event.target.closest('input, select, textarea')) return;
    this.editAt(Number(cell.parentElement.dataset.index), Number(cell.dataset.column));
  }

  // Keys wait until the page shows what came of this one.
  call(method, ...args) {
    return hold(this.server.invokeMethodAsync(method, ...args));
  }

  editAt(index, column) {
    this.setCurrent(index, column);
    return this.call('EditAsync', index, column);
  }

  pick(index, range) {
    this.call('PickAsync', index, range);
  }

  open() {
    if (this.current >= 0) this.call('OpenAsync', this.current);
  }

  tell() {
    if (this.current >= 0 && this.box.dataset.tells !== undefined) this.call('WhyAsync', this.current);
  }

  // How the cells of a column are edited: "here", in a "dialog", or not at all.
  edits(column) {
    return this.box.dataset.editable === undefined ? undefined : this.headers[column]?.dataset.edits;
  }

  get headers() { return [...this.table.querySelectorAll('thead th[data-path]')]; }

  // The cell that the arrows stand on, else the first of the row that can be edited.
  editCurrent() {
    const column = this.column >= 0 ? this.column : this.headers.findIndex((_, at) => this.edits(at) === 'here');
    if (this.current >= 0 && this.edits(column)) this.editAt(this.current, column);
  }

  // On a cell that can be edited that is what Enter means; else it opens the record.
  enter() {
    if (this.edits(this.column)) this.editCurrent();
    else this.open();
  }

  enterFromAbove() {
    this.table.focus({ preventScroll: true });
    if (this.current < 0 && this.scroller.total > 0) this.goTo(0);
  }

  goTo(index) {
    this.setCurrent(index);
    this.scroller.reveal(index);
  }

  move(by, extend) {
    const next = Math.min(Math.max(this.current + by, 0), this.scroller.total - 1);
    if (next < 0) return;
    this.goTo(next);
    if (extend) this.pick(next, true);
  }

  // Sideways: from the row as a whole to its first cell, and on.
  across(by) {
    this.setCurrent(Math.max(this.current, 0), Math.min(Math.max(this.column + by, -1), this.headers.length - 1));
    reveal(this.box, this.rows.querySelector('td.at'));
  }

  setCurrent(index, column = this.column) {
    this.current = index;
    this.column = column;
    this.mark();
  }

  // Rows come and go while the current one, and the cell in it, stay what they are.
  mark() {
    for (const old of this.rows.querySelectorAll('tr.current, td.at')) old.classList.remove('current', 'at');
    const row = this.rows.querySelector(`tr[data-index="${this.current}"]`);
    const cell = row?.querySelector(`td[data-column="${this.column}"]`);
    row?.classList.add('current');
    cell?.classList.add('at');
    if (cell) cell.id = `${row.id}-${this.column}`;
    if (row) this.table.setAttribute('aria-activedescendant', (cell ?? row).id);
    else this.table.removeAttribute('aria-activedescendant');
  }

  detach() {
    this.stop.abort();
    this.sizes.disconnect();
    this.changes.disconnect();
    clearTimeout(this.waiting);
  }
}
