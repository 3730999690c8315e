/** [U43] The title of the page: what is on screen, with the number of unread messages before it. */
export function titleWords(on: string, unread: number): string {
  const title = on === '' ? 'Cairn' : `${on} · Cairn`;
  return unread === 0 ? title : `(${unread > 99 ? '99+' : unread}) ${title}`;
}
