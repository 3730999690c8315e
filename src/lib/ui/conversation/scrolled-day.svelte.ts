/** [U14] In which day the reader is while they scroll. */
import type { Attachment } from 'svelte/attachments';

const SHOWN_MS = 1_500;
/** Height of the line of a day. */
const LINE_PX = 44;

export class ScrolledDay {
  /** A time of that day; null while nobody scrolls, or while the line of the day itself is at the upper edge. */
  at = $state.raw<number | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** For the element that scrolls. What begins a day in it says so in `data-day`, as a time. */
  readonly attach: Attachment<HTMLElement> = (scroller) => {
    const look = () => this.#look(scroller);
    scroller.addEventListener('scroll', look, { passive: true });
    return () => {
      scroller.removeEventListener('scroll', look);
      clearTimeout(this.#timer);
    };
  };

  #look(scroller: HTMLElement): void {
    const days = [...scroller.querySelectorAll<HTMLElement>('[data-day]')];
    const day = days.findLast(({ offsetTop }) => offsetTop < scroller.scrollTop);
    // Its own line goes by first.
    const isPast = day !== undefined && day.offsetTop + LINE_PX < scroller.scrollTop;
    this.at = isPast ? Number(day.dataset.day) : null;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.at = null), SHOWN_MS);
  }
}
