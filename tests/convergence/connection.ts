/** One connection between a tab and the server: two queues that keep their order until it breaks. */
export type Frame =
  /** The first step of a handshake: what the sender has. */
  | { readonly kind: 'state'; readonly vector: Uint8Array }
  /** The second: what the other lacks. */
  | { readonly kind: 'answer'; readonly update: Uint8Array }
  | { readonly kind: 'update'; readonly update: Uint8Array };

export class Connection {
  readonly up: Frame[] = [];
  readonly down: Frame[] = [];
  /** The server reads the next frame only when it is done with the one before. */
  isBusy = false;
  isOpen = true;
  /** The server has asked what it lacks and passes over everything else until it is told. */
  isAsked = true;
  /** Answers in a row that did not connect to what the server has. */
  gaps = 0;

  /** What was under way is lost. */
  cut(): void {
    this.isOpen = false;
    this.up.length = 0;
    this.down.length = 0;
  }
}
