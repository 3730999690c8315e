declare global {
  namespace App {
    /** What a person or a program is told when something goes wrong; `id` finds the line in the log. */
    interface Error {
      code: string;
      message: string;
      id: string;
    }
  }
}

export {};
