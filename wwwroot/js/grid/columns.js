// Column edges can be dragged: the column follows at once, the server hears of it when it is let go.
const narrowest = 60;

export function resizes(box, server, signal) {
  box.addEventListener('pointerdown', event => {
    const handle = event.target.closest('[data-resize]');
    if (!handle) return;
    event.preventDefault();
    const header = handle.closest('th');
    const column = box.querySelectorAll('colgroup > col')[header.cellIndex];
    const table = box.querySelector('table');
    const from = { x: event.clientX, column: parseFloat(column.style.width), table: parseFloat(table.style.getPropertyValue('--columns')) };
    let width = from.column;
    const move = ({ clientX }) => {
      width = Math.max(narrowest, Math.round(from.column + clientX - from.x));
      column.style.width = `${width}px`;
      table.style.setProperty('--columns', `${from.table + width - from.column}px`);
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
