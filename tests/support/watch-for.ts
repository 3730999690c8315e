/** In the page: notes, in the moment when one text appears in the list, whether another is there still. */
export function watchFor({ first, gone }: { first: string; gone: string }): {
  isThere: boolean;
  goneWasThere: boolean;
} {
  const seen = { isThere: false, goneWasThere: false };
  const look = () => {
    const text = document.querySelector('main')!.textContent;
    if (seen.isThere || !text.includes(first)) return;
    Object.assign(seen, { isThere: true, goneWasThere: text.includes(gone) });
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
  return seen;
}
