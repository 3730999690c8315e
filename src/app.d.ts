import type { Language } from '#client/languages.ts';

declare global {
  namespace App {
    interface PageData {
      /** Of the pages that the server makes. */
      language?: Language;
    }
    /** What a person or a program is told when something goes wrong; `id` finds the line in the log. */
    interface Error {
      code: string;
      message: string;
      id: string;
    }
  }
}
