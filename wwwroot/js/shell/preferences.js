// Language, theme and row height live in cookies, so that the server's first byte already has them.
const year = 365 * 24 * 60 * 60;
const remember = (name, value) => {
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${value ? year : 0}; samesite=lax`;
};

const actions = {
  setLanguage(language) {
    remember('.AspNetCore.Culture', `c=${language}|uic=${language}`);
    location.reload();
  },
  setTheme(theme) {
    remember('theme', theme);
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    mark();
  },
  setDensity(density) {
    remember('density', density);
    if (density) document.documentElement.dataset.density = density;
    else delete document.documentElement.dataset.density;
    mark();
  },
  toggleNav() {
    const root = document.documentElement;
    if (root.dataset.nav) delete root.dataset.nav;
    else root.dataset.nav = 'open';
  },
};

// Menus show which one is on.
function mark() {
  const { theme = '', density = '' } = document.documentElement.dataset;
  for (const item of document.querySelectorAll('[data-set-theme]')) item.ariaChecked = String(item.dataset.setTheme === theme);
  for (const item of document.querySelectorAll('[data-set-density]')) item.ariaChecked = String(item.dataset.setDensity === density);
}

document.addEventListener('click', event => {
  for (const [name, act] of Object.entries(actions)) {
    const attribute = `data-${name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;
    const element = event.target.closest?.(`[${attribute}]`);
    if (element) act(element.getAttribute(attribute));
  }
  if (event.target.closest?.('.sidebar a')) delete document.documentElement.dataset.nav;
});

document.addEventListener('placed', mark);
