/** What is opened from anywhere, above everything: one at a time. */
export class Overlay {
  shown = $state.raw<'switcher' | 'shortcuts' | null>(null);
}
