// A field that was being changed where it stands when the page was lost: what it was, what stood in it, and how it is opened
// again. A row that is no longer in sight is opened beside the list.
const boxes = 'input:not([type="checkbox"], [type="hidden"]), textarea, select';
const ticks = editor => [...editor.querySelectorAll('input[type="checkbox"]')];
const tags = editor => [...editor.querySelectorAll('.tag-input .chip')].map(chip => chip.title);

// The editor that stands open; null where there is none.
export function openEditor() {
  const editor = document.querySelector('main [data-editor]');
  if (!editor) return null;
  const cell = editor.closest('td[data-column]');
  const place = cell
    ? { record: cell.parentElement.dataset.record, path: headers()[Number(cell.dataset.column)].dataset.path }
    : { path: editor.closest('[data-field]').dataset.field };
  return { ...place, text: editor.querySelector(boxes)?.value, tags: tags(editor), ticked: ticks(editor).map(tick => tick.checked) };
}

const headers = () => [...document.querySelectorAll('.table-box thead th[data-path]')];

// Opens it and fills it, a step at each call; tells when nothing is left to do.
export class Reopened {
  begun = new Set();

  // «elsewhere» is told the address at which the record stands open.
  constructor(kept, elsewhere) {
    this.kept = kept;
    this.elsewhere = elsewhere;
  }

  step() {
    const editor = document.querySelector('main [data-editor]');
    if (editor) return this.fill(editor);
    const place = this.place();
    if (place) this.once('open', () => place.dispatchEvent(new MouseEvent('dblclick', { bubbles: true, cancelable: true })));
    return false;
  }

  // Whether the record that it belongs to is gone.
  get isGone() { return Boolean(document.querySelector('main .record-panel .state')); }

  get texts() { return [this.kept.text, ...this.kept.tags]; }

  once(what, act) {
    if (this.begun.has(what)) return;
    this.begun.add(what);
    act();
  }

  place() {
    const { record, path } = this.kept;
    if (!record) return document.querySelector(`[data-field="${CSS.escape(path)}"] .record-value`);
    const grid = document.querySelector('.table-box[data-live]');
    if (!grid?.querySelector('tr[data-record]')) return null;
    const row = grid.querySelector(`tr[data-record="${CSS.escape(record)}"]`);
    if (!row) this.once('beside', () => this.elsewhere(beside(record)));
    return row?.querySelector(`td[data-column="${headers().findIndex(header => header.dataset.path === path)}"]`);
  }

  // Tags one after the other, since each is drawn anew; then what stood in the box.
  fill(editor) {
    const { text, ticked } = this.kept;
    if (!this.settleTags(editor)) return false;
    ticks(editor).forEach((tick, at) => tick.checked !== ticked[at] && tick.click());
    const box = editor.querySelector(boxes);
    if (!box) return true;
    if (box.matches('select') && ![...box.options].some(option => option.value === text)) return false;
    if (box.value !== text) write(box, text, box.closest('.tag-input') ? ['input'] : ['input', 'change']);
    box.focus();
    return true;
  }

  settleTags(editor) {
    const now = tags(editor);
    const gone = now.find(tag => !this.kept.tags.includes(tag));
    const missing = this.kept.tags.filter(tag => !now.includes(tag));
    if (gone) this.once(`gone ${gone}`, () => [...editor.querySelectorAll('.tag-input .chip')].find(chip => chip.title === gone).querySelector('button').click());
    else if (missing.length) this.once('missing', () => write(editor.querySelector(boxes), `${missing.join(',')},`, ['input']));
    return !gone && !missing.length;
  }
}

function write(box, text, events) {
  box.value = text;
  for (const name of events) box.dispatchEvent(new Event(name, { bubbles: true }));
}

// The list's address with the record open beside it.
const beside = record => `${location.origin}${location.pathname.split('/').slice(0, 3).join('/')}/${record}${location.search}`;
