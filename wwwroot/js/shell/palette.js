// Opens the palette, and closes it once something was chosen.
document.addEventListener('click', event => {
  const palette = document.getElementById('palette');
  if (!palette) return;
  if (event.target.closest?.('[data-open-palette]')) {
    palette.showModal();
    palette.dispatchEvent(new CustomEvent('placed', { bubbles: true }));
  } else if (event.target === palette || event.target.closest?.('#palette [role="option"]')) {
    palette.close();
  }
}, true);
