// Where not all tabs fit, the one that is open is in sight.
import { follow } from './arrivals.js';

function reveal(tabs) {
  const open = tabs.querySelector('[aria-current="page"], [aria-selected="true"]');
  if (!open || tabs.scrollWidth <= tabs.clientWidth) return;
  const [around, box] = [tabs.getBoundingClientRect(), open.getBoundingClientRect()];
  tabs.scrollLeft += box.left + box.width / 2 - around.left - around.width / 2;
}

follow('.tabs > *', tab => reveal(tab.parentElement));

new MutationObserver(changes => new Set(changes.map(change => change.target.closest('.tabs')).filter(Boolean)).forEach(reveal))
  .observe(document.body, { subtree: true, attributeFilter: ['aria-current', 'aria-selected'] });

document.querySelectorAll('.tabs').forEach(reveal);
