// Opens every <dialog data-modal> that a page renders, and gives the focus back when it goes.
const openers = new WeakMap();

const dismiss = dialog => dialog.querySelector('[data-dismiss]')?.click();

function show(dialog) {
  if (dialog.open) return;
  openers.set(dialog, document.activeElement);
  dialog.showModal();
  (dialog.querySelector('[autofocus], [data-autofocus]') ?? dialog.querySelector('.modal-body input, .modal-body select, .modal-body textarea, footer button:last-child'))?.focus();
  dialog.addEventListener('cancel', event => {
    if (event.target !== dialog) return;
    event.preventDefault();
    dismiss(dialog);
  });
  dialog.addEventListener('close', () => { if (dialog.isConnected) dismiss(dialog); });
  dialog.addEventListener('pointerdown', event => {
    if (event.target === dialog && outside(dialog, event)) dismiss(dialog);
  });
}

function outside(dialog, { clientX, clientY }) {
  const box = dialog.getBoundingClientRect();
  return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
}

function giveBack(dialog) {
  const opener = openers.get(dialog);
  if (opener?.isConnected && (document.activeElement === document.body || document.activeElement === null)) opener.focus();
}

const dialogsIn = node => node instanceof Element
  ? [...(node.matches('dialog[data-modal]') ? [node] : []), ...node.querySelectorAll('dialog[data-modal]')]
  : [];

new MutationObserver(changes => {
  for (const change of changes) {
    for (const node of change.addedNodes) dialogsIn(node).forEach(dialog => dialog.isConnected && show(dialog));
    for (const node of change.removedNodes) dialogsIn(node).forEach(dialog => dialog.isConnected || giveBack(dialog));
  }
}).observe(document.body, { childList: true, subtree: true });

dialogsIn(document.body).forEach(show);
