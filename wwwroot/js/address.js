// Changes the address of the page that is open without a navigation, which would scroll it to the top.
export function replace(address) {
  history.replaceState(history.state, '', address);
}

export async function copy(text) {
  await navigator.clipboard.writeText(text);
}

// «download» keeps the page even where the server refuses, and keeps the router from taking the press for a navigation.
export function download(path) {
  const link = document.createElement('a');
  link.href = new URL(path.slice(1), document.baseURI);
  link.download = '';
  document.body.append(link);
  link.click();
  link.remove();
}
