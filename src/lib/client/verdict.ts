/** How something on this device stands. `weak` is worth mending; `unknown` where nobody could be asked. */
export type Verdict = 'good' | 'weak' | 'bad' | 'unknown';
