// Changes the address of the page that is open without a navigation, which would scroll it to the top.
export function replace(address) {
  history.replaceState(history.state, '', address);
}

export async function copy(text) {
  await navigator.clipboard.writeText(text);
}
