// The link past the navigation leads into the page that is shown; by its address alone it would lead to the home page, since
// links begin at the site's root.
document.addEventListener('click', event => {
  const target = event.target.closest?.('a.skip')?.hash;
  if (!target) return;
  event.preventDefault();
  document.querySelector(target).focus();
}, true);
