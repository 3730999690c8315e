/** What is said in many places. */
export const kit = {
  back: 'Back',
  cancel: 'Cancel',
  close: 'Close',
  copy: 'Copy',
  copied: 'Copied.',
  copyRefused: 'This browser did not allow copying. Select the text and copy it by hand.',
  dayAndTime: (day: string, time: string) => `${day}, ${time}`,
  delete: 'Delete',
  deleted: 'This message was deleted',
  done: 'Done',
  loading: 'Loading…',
  menu: 'Menu',
  newConversation: 'New conversation',
  notKnown: 'That did not work, and the reason is not known. Try again.',
  save: 'Save',
  toConversations: 'Back to your conversations',
  tryAgain: 'Try again',
  unread: 'unread',
  you: 'You',

  noServer: 'No connection to the server',
  noServerText:
    'Nobody has signed in on this device yet. Connect once to sign in; afterwards everything works without a connection too.',
  nothingHere: 'There is nothing here',
  didNotWork: 'That did not work',
  checkAddress: 'Check the address, or start from your conversations.',
  needsConnection: 'This page needs a connection to the server. Your conversations are here without one.',
  goToConversations: 'Go to your conversations',
  roles: { owner: 'Owner', administrator: 'Administrator', member: 'Member', guest: 'Guest' },
};
export type KitWords = typeof kit;
