// Tells of elements that come into the page and go from it. The page is asked once for each change of it: a list replaces a
// thousand elements at a time, and to look into each of them takes as long as drawing some rows.
const followed = [];

export function follow(selector, came, went = () => {}) {
  followed.push({ selector, came, went, there: new Set(document.querySelectorAll(selector)) });
}

function look(one) {
  const before = one.there;
  one.there = new Set(document.querySelectorAll(one.selector));
  for (const element of before) if (!one.there.has(element)) one.went(element);
  for (const element of one.there) if (!before.has(element)) one.came(element);
}

new MutationObserver(() => followed.forEach(look)).observe(document.body, { childList: true, subtree: true });
