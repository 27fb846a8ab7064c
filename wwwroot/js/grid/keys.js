// Keys of the grid. j, k, x and w work from anywhere on the page; the rest, cells among it, where the grid has the focus, or nothing but the
// page's title has it and j or k has led to a row.
const typing = element => element?.closest?.('input:not([type="checkbox"]):not([type="radio"]), textarea, select, [contenteditable="true"]');

// A Hangul layout gives ㅓ for the J key: the key's place says which one was meant.
const letter = event => /^Key([A-Z])$/.exec(event.code)?.[1].toLowerCase() ?? event.key;

// From the search box down into the list that it narrowed; the first Escape empties it, the next one leaves it.
const leaves = event => event.key === 'ArrowDown' || event.key === 'Enter' || (event.key === 'Escape' && !event.target.value);

const rest = 120;

export function keys(grid, signal) {
  let following = 0;

  // What stands open beside the list goes along with the row, once the keys rest.
  const step = (by, extend) => {
    grid.move(by, extend);
    if (!extend && grid.box.dataset.beside !== undefined) following = setTimeout(() => grid.box.isConnected && grid.open(), rest);
  };
  const page = () => Math.max(1, Math.floor(grid.scroller.view / grid.scroller.rowHeight) - 1);
  const anywhere = {
    j: event => step(1, event.shiftKey),
    k: event => step(-1, event.shiftKey),
    w: () => grid.tell(),
    x: event => grid.current >= 0 && grid.pick(grid.current, event.shiftKey),
  };
  const within = {
    ArrowDown: anywhere.j,
    ArrowUp: anywhere.k,
    ArrowLeft: () => grid.across(-1),
    ArrowRight: () => grid.across(1),
    PageDown: () => grid.move(page()),
    PageUp: () => grid.move(-page()),
    Home: () => grid.goTo(0),
    End: () => grid.goTo(grid.scroller.total - 1),
    ' ': anywhere.x,
    Enter: () => grid.enter(),
    F2: () => grid.editCurrent(),
  };

  document.addEventListener('keydown', event => {
    clearTimeout(following);
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.target.matches?.('[data-shortcut="/"]') && leaves(event)) {
      event.preventDefault();
      grid.enterFromAbove();
      return;
    }
    if (typing(event.target) || document.querySelector('dialog[open]') || event.target.closest?.('[popover]:popover-open')) return;
    const led = grid.current >= 0 && event.target.matches?.('body, h1');
    const inside = led || event.target === grid.table || event.target.matches?.('td .check');
    const ofCell = event.key === 'Escape' && inside && grid.column >= 0;
    const act = ofCell ? () => grid.setCurrent(grid.current, -1) : (inside && within[event.key]) || anywhere[letter(event)];
    if (!act) return;
    event.preventDefault();
    act(event);
  }, { signal });
}
