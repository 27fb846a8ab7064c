// Where not all tabs fit, the one that is open is in sight.
function reveal(tabs) {
  const open = tabs.querySelector('[aria-current="page"], [aria-selected="true"]');
  if (!open || tabs.scrollWidth <= tabs.clientWidth) return;
  const [around, box] = [tabs.getBoundingClientRect(), open.getBoundingClientRect()];
  tabs.scrollLeft += box.left + box.width / 2 - around.left - around.width / 2;
}

const tabsOf = node => node instanceof Element ? [node.closest('.tabs'), ...node.querySelectorAll('.tabs')].filter(Boolean) : [];

new MutationObserver(changes => {
  for (const change of changes) {
    const touched = change.type === 'attributes' ? [change.target] : [...change.addedNodes];
    new Set(touched.flatMap(tabsOf)).forEach(reveal);
  }
}).observe(document.body, { childList: true, subtree: true, attributeFilter: ['aria-current', 'aria-selected'] });

document.querySelectorAll('.tabs').forEach(reveal);
