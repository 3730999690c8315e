/** Whether what is typed goes into the text of this element. */
export const isTextField = (element: EventTarget | null): boolean =>
  element instanceof HTMLElement &&
  (element.isContentEditable ||
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement ||
    (element instanceof HTMLInputElement &&
      !['checkbox', 'radio', 'button', 'submit'].includes(element.type)));

/** Whether a dialog or a menu has the keyboard. */
export const isCovered = (): boolean =>
  document.querySelector('[role=dialog], [role=alertdialog], [role=menu]') !== null;

const isApple = /Mac|iP(hone|ad|od)/.test(navigator.platform);

/** What this keyboard calls the key that comes with letters for commands, and the one for alternatives. */
export const COMMAND_KEY = isApple ? '⌘' : 'Ctrl';
export const ALT_KEY = isApple ? '⌥' : 'Alt';
