// A page stands before its circuit does, and a grid's rows before its script: what is pressed or typed in between is kept,
// and pressed or typed again as soon as somebody listens. A classic script, so that it is there before the page is.
{
  const patience = 15000;
  const buttons = 'main button:not([popovertarget], [type="submit"], form *, [data-toggle-nav])';
  const drops = '.file-drop > input';
  const boxes = 'main :is(input:not([type="checkbox"], [type="radio"], [type="file"]), textarea):not(form *)';
  const live = 'main .table-box[data-live]';
  const cells = 'main .table-box[data-turn]:not([data-live]) tr[data-index] > td';
  const all = 'main .table-box[data-turn]:not([data-live]) [data-all]';
  let kept = [];
  let giveUp = 0;

  const isHeard = () => document.querySelector('main[data-interactive]');
  const called = element => element.dataset.shortcut ?? element.ariaLabel ?? element.textContent;

  // The circuit draws the page anew: what was pressed is known by what it is called, and by its place among its namesakes.
  function again(element, selector) {
    const alike = () => [...document.querySelectorAll(selector)].filter(other => called(other) === name);
    const name = called(element);
    const at = alike().indexOf(element);
    return () => alike()[at];
  }

  // The same record, wherever it stands now.
  function cellAgain(cell) {
    const { record } = cell.parentElement.dataset;
    const column = cell.cellIndex;
    return () => document.querySelector(`${live} tr[data-record="${CSS.escape(record)}"]`)?.cells[column];
  }

  function keep(find, act, from) {
    kept.push({ find, act, from });
    watch.observe(document.documentElement, { childList: true, subtree: true, attributeFilter: ['data-interactive', 'data-live', 'disabled'] });
    clearTimeout(giveUp);
    giveUp = setTimeout(tire, patience);
  }

  // A place that still reads the files before is waited for however long.
  function tire() {
    if (kept[0]?.from?.matches(drops) && kept[0].from.isConnected) giveUp = setTimeout(tire, patience);
    else end();
  }

  function end() {
    kept = [];
    watch.disconnect();
  }

  // In their order: one that is not there yet holds up those behind it.
  const watch = new MutationObserver(() => {
    if (!isHeard()) return;
    while (kept.length) {
      const element = kept[0].find();
      if (!element || element.disabled) return;
      kept.shift().act(element);
    }
    end();
  });

  // A link is followed by the browser itself.
  function pressed(event) {
    const cell = event.target.closest?.(cells);
    const { type, shiftKey } = event;
    const send = element => element.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, shiftKey, detail: 1 }));
    if (cell && !event.target.closest('a')) keep(cellAgain(cell), send);
    else if (event.target.closest?.(all)) keep(() => document.querySelector(`${live} [data-all]`), send);
    else if (!isHeard() && type === 'click') keepButton(event.target.closest?.(buttons));
  }

  function keepButton(button) {
    // However often: whoever presses again means the first time.
    if (button && !kept.some(each => each.from === button)) keep(again(button, buttons), element => element.click(), button);
  }

  function typed({ target }) {
    if (isHeard() || !target.matches?.(boxes)) return;
    kept = kept.filter(each => each.from !== target);
    keep(again(target, boxes), box => {
      box.focus();
      box.value = target.value;
      box.dispatchEvent(new Event('input', { bubbles: true }));
    }, target);
  }

  // Who stands in a box goes on standing there.
  function entered({ target }) {
    if (!isHeard() && target.matches?.(boxes) && !kept.some(each => each.from === target)) keep(again(target, boxes), box => document.activeElement === document.body && box.focus(), target);
  }

  // Files that were chosen or dropped before their place listens, or while it reads those before: the input would forget them.
  function chosen(event) {
    const { target } = event;
    if (!target.matches?.(drops)) return;
    if (isTaking(target)) {
      target.parentElement.removeAttribute('data-live');
      return;
    }

    event.stopImmediatePropagation();
    const find = again(target, drops);
    const files = new DataTransfer();
    for (const file of target.files) files.items.add(file);
    keep(() => [find()].find(isTaking), input => {
      input.files = files.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    }, target);
  }

  const isTaking = input => input?.parentElement.dataset.live !== undefined;

  document.addEventListener('focusin', entered, true);
  document.addEventListener('change', chosen, true);
  document.addEventListener('click', pressed, true);
  document.addEventListener('dblclick', pressed, true);
  document.addEventListener('input', typed, true);
}
