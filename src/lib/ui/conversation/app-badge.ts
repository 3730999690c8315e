interface WithBadge {
  setAppBadge?(count: number): Promise<void>;
  clearAppBadge?(): Promise<void>;
}

/** [U43] Shows the number of unread messages on the icon of the installed app, where a browser has that. */
export function showAppBadge(unread: number, navigator: WithBadge = globalThis.navigator): void {
  const shown = unread > 0 ? navigator.setAppBadge?.(unread) : navigator.clearAppBadge?.();
  // A page that is not installed may be refused: there is no icon to show it on.
  shown?.catch(() => {});
}
