/**
 * Mentions: `@` and an employee id, or `@all`, inside the text itself. So a record needs no field for them, a text
 * is readable where nobody knows of mentions (in a notification, an export, a copy), an edit changes them like any
 * other word, and two devices need not agree on more than the text. An employee id is what people already call one
 * another by; a name, which changes and is not unique, is only shown in its place.
 */

/** What stands for everybody in the group: `@all`. */
export const EVERYBODY = 'all';

export interface Mention {
  /** Of the `@`. */
  readonly start: number;
  readonly end: number;
  /** An employee id as it was typed, or `all`; whether there is such a person is not known here. */
  readonly name: string;
}

/** Not within a word, an address of mail or the web; the dot that ends a sentence is no part of an id. */
const MENTION =
  /(?<![\p{L}\p{N}._@/:-])@([A-Za-z0-9](?:[A-Za-z0-9._-]{0,38}[A-Za-z0-9_-])?)(?![\p{L}\p{N}@])/gu;
/** Blocks and spans of code: what is quoted in them calls nobody. */
const CODE = /^ {0,3}(`{3,}|~{3,})[^\n]*(?:\n(?! {0,3}\1)[^\n]*)*(?:\n {0,3}\1[^\n]*)?|(`+)[^`\n]+\2(?!`)/gm;

/** The mentions in a text that holds no code, in order. */
export function mentionsIn(text: string): Mention[] {
  return [...text.matchAll(MENTION)].map(({ 0: whole, 1: name, index }) => ({
    start: index,
    end: index + whole.length,
    name: name!,
  }));
}

/** Whom a message mentions: employee ids in lower case, and `all`. Code mentions nobody. */
export function mentionedIn(text: string): ReadonlySet<string> {
  const spoken = text.replace(CODE, (code) => ' '.repeat(code.length));
  return new Set(mentionsIn(spoken).map(({ name }) => name.toLowerCase()));
}

/** Whether a message calls somebody: by their employee id, or with everybody else. */
export function isCalledIn(text: string, employeeId: string): boolean {
  if (!text.includes('@')) return false;
  const mentioned = mentionedIn(text);
  return mentioned.has(employeeId.toLowerCase()) || mentioned.has(EVERYBODY);
}
