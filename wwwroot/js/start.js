// Starts the circuit, and brings a page back after a cut (same circuit) or a restart (same address).
import './shell/builder.js';
import './shell/calendar.js';
import './shell/dialogs.js';
import './shell/dropping.js';
import './shell/editors.js';
import './shell/floating.js';
import './shell/held.js';
import './shell/ime.js';
import { keep } from './shell/kept.js';
import './shell/menus.js';
import './shell/palette.js';
import './shell/preferences.js';
import './shell/shortcuts.js';
import './shell/skip.js';
import './shell/tabs.js';
import './shell/tooltips.js';

const firstTriesAt = 1000;
const laterTriesAt = 5000;
const firstTries = 10;

const modal = document.getElementById('components-reconnect-modal');
const shown = name => modal.classList.contains(`components-reconnect-${name}`);

function follow() {
  if (shown('failed') || shown('rejected')) {
    keep();
    location.reload();
  } else if (shown('show')) {
    if (!modal.open) modal.showModal();
  } else if (modal.open) {
    modal.close();
  }
}

new MutationObserver(follow).observe(modal, { attributes: true, attributeFilter: ['class'] });
modal.addEventListener('cancel', event => event.preventDefault());

// Before the page of an ended session is taken away.
globalThis.signInAgain = login => {
  keep();
  location.assign(`${login}?returnUrl=${encodeURIComponent(location.pathname + location.search)}`);
};

Blazor.start({
  circuit: {
    configureSignalR: connection => connection.withServerTimeout(30000),
    reconnectionOptions: {
      maxRetries: 1000000,
      retryIntervalMilliseconds: tries => tries < firstTries ? firstTriesAt : laterTriesAt,
    },
  },
});
