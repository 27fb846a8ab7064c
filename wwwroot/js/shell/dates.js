// Date inputs ([data-date]): the button opens the browser's own calendar; once a day is picked there, the focus is at the text.
document.addEventListener('click', event => {
  const button = event.target.closest?.('[data-date-open]');
  button?.closest('[data-date]').querySelector('[data-date-native]').showPicker();
});

document.addEventListener('change', event => {
  if (event.target.matches?.('[data-date-native][type="date"]')) event.target.closest('[data-date]').querySelector('.input').focus();
});
