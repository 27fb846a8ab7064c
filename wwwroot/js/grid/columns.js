// Column edges can be dragged: the column follows at once, the server hears of it when it is let go.
const narrowest = 60;

const room = 0.6;

// The columns that stay at the left: place among the columns, and where each begins.
const pins = table => [...table.querySelectorAll('thead .pinned:not(.tick)')].map((header, at) => [at, parseFloat(table.style.getPropertyValue(`--pin-${at}`))]);

// Columns that stay must leave room for those that scroll, and what takes the focus must not come to stand behind them.
export function crowding(box) {
  const width = selector => [...box.querySelectorAll(`thead ${selector}`)].reduce((sum, header) => sum + header.offsetWidth, 0);
  const pinned = width('.pinned');
  const crowded = pinned > box.clientWidth * room;
  box.toggleAttribute('data-crowded', crowded);
  box.style.scrollPaddingInlineStart = `${crowded ? width('.tick') + width('.name') : pinned}px`;
}

export function resizes(box, server, signal) {
  box.addEventListener('pointerdown', event => {
    const handle = event.target.closest('[data-resize]');
    if (!handle) return;
    event.preventDefault();
    const header = handle.closest('th');
    const column = box.querySelectorAll('colgroup > col')[header.cellIndex];
    const table = box.querySelector('table');
    const from = { x: event.clientX, column: parseFloat(column.style.width), table: parseFloat(table.style.getPropertyValue('--columns')) };
    const behind = pins(table).filter(([at]) => at >= header.cellIndex);
    let width = from.column;
    const move = ({ clientX }) => {
      width = Math.max(narrowest, Math.round(from.column + clientX - from.x));
      column.style.width = `${width}px`;
      table.style.setProperty('--columns', `${from.table + width - from.column}px`);
      for (const [at, left] of behind) table.style.setProperty(`--pin-${at}`, `${left + width - from.column}px`);
    };
    const end = () => {
      handle.removeEventListener('pointermove', move);
      if (width !== from.column) server.invokeMethodAsync('ResizeAsync', header.dataset.path, width);
    };
    handle.setPointerCapture(event.pointerId);
    handle.addEventListener('pointermove', move);
    handle.addEventListener('lostpointercapture', end, { once: true });
  }, { signal });
}
