// One tooltip for the page: what [data-tip] says, after a moment's rest or at once on keyboard focus.
const rest = 400;
const tip = document.createElement('div');
tip.className = 'tooltip';
tip.popover = 'manual';
tip.setAttribute('aria-hidden', 'true');
document.body.append(tip);

let waiting = 0;
let owner = null;

// What is wrong with a date is said below it, and maybe only in a moment.
const isToldBelow = element => element.closest('[data-date]') !== null;

function show(element) {
  owner = element;
  tip.textContent = element.dataset.tip;
  tip.showPopover();
  const from = element.getBoundingClientRect();
  const size = tip.getBoundingClientRect();
  const above = from.bottom + 6 + size.height > innerHeight || isToldBelow(element);
  tip.style.top = `${above ? from.top - size.height - 6 : from.bottom + 6}px`;
  tip.style.left = `${Math.max(8, Math.min(from.left + (from.width - size.width) / 2, innerWidth - size.width - 8))}px`;
}

function hide() {
  clearTimeout(waiting);
  owner = null;
  if (tip.matches(':popover-open')) tip.hidePopover();
}

document.addEventListener('pointerover', event => {
  const element = event.target.closest?.('[data-tip]');
  if (element === owner) return;
  hide();
  if (element) waiting = setTimeout(() => element.isConnected && show(element), rest);
});
document.addEventListener('focusin', event => {
  hide();
  // What gives the focus back may still be closing, and nothing opens meanwhile.
  if (event.target.matches?.('[data-tip]:focus-visible')) waiting = setTimeout(() => event.target.isConnected && show(event.target));
});
for (const name of ['pointerdown', 'keydown', 'focusout']) document.addEventListener(name, hide);
addEventListener('scroll', hide, true);
