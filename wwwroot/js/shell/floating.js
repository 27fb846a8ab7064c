// Places native popovers beside what opened them, or beside the control ([data-anchor]) that it is a part of. The browser
// itself closes them on Escape and on a click outside.
const gap = 4;
const edge = 8;
const open = new Set();

// Several buttons may share one popover: the one pressed last is its opener.
const pressed = new Map();

export const openerOf = popover => {
  const last = pressed.get(popover.id);
  return last?.isConnected ? last : document.querySelector(`[popovertarget="${CSS.escape(popover.id)}"]`);
};

export function place(popover, opener, side = popover.dataset.side ?? 'bottom') {
  const from = (opener.closest('[data-anchor]') ?? opener).getBoundingClientRect();
  if (popover.dataset.width !== 'free') popover.style.minWidth = `${Math.min(from.width, innerWidth - 2 * edge)}px`;
  const size = popover.getBoundingClientRect();
  const below = innerHeight - from.bottom - gap - edge;
  const above = from.top - gap - edge;
  const up = side === 'top' ? above >= size.height || above > below : below < size.height && above > below;
  const height = Math.min(size.height, up ? above : below);
  popover.style.maxHeight = `${Math.max(96, up ? above : below)}px`;
  const left = popover.dataset.align === 'end' ? from.right - size.width : from.left;
  popover.style.left = `${Math.max(edge, Math.min(left, innerWidth - size.width - edge))}px`;
  popover.style.top = `${up ? from.top - gap - height : from.bottom + gap}px`;
  popover.dataset.placed = '';
}

function placeAll() {
  for (const popover of open) {
    const opener = openerOf(popover);
    if (opener?.isConnected && popover.isConnected) place(popover, opener);
    else open.delete(popover);
  }
}

function follow(event) {
  const popover = event.target;
  if (!(popover instanceof HTMLElement) || !popover.matches('[popover].floating')) return;
  const opener = openerOf(popover);
  opener?.setAttribute('aria-expanded', event.newState === 'open');
  if (event.newState === 'open') {
    open.add(popover);
    grown.observe(popover);
    if (opener) place(popover, opener);
    popover.dispatchEvent(new CustomEvent('placed', { bubbles: true }));
  } else {
    open.delete(popover);
    grown.unobserve(popover);
    delete popover.dataset.placed;
  }
}

const grown = new ResizeObserver(placeAll);

document.addEventListener('click', event => {
  const opener = event.target.closest?.('[popovertarget]');
  if (opener) pressed.set(opener.getAttribute('popovertarget'), opener);
}, true);
document.addEventListener('toggle', follow, true);
addEventListener('resize', placeAll);
addEventListener('scroll', event => { if (!event.target.closest?.('.floating')) placeAll(); }, true);
