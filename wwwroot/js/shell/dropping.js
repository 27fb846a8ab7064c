// A list that says data-drop takes what is dragged over it; asking the server each time would be too slow.
document.addEventListener('dragover', event => {
  if (event.target.closest?.('[data-drop]')) event.preventDefault();
});
