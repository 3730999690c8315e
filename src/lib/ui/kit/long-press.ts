import type { Attachment } from 'svelte/attachments';

const HOLD_MS = 500;
/** A finger that moves farther scrolls. */
const STILL_PX = 10;

/** Calls when a finger stays on an element. Only a short way: what it does has a visible button too [U48]. */
export const longPress =
  (act: (at: { x: number; y: number }, element: HTMLElement) => void): Attachment<HTMLElement> =>
  (element) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let from = { x: 0, y: 0 };
    const end = () => clearTimeout(timer);
    const down = ({ pointerType, clientX, clientY }: PointerEvent) => {
      end();
      if (pointerType === 'mouse') return;
      from = { x: clientX, y: clientY };
      timer = setTimeout(() => act(from, element), HOLD_MS);
    };
    const move = ({ clientX, clientY }: PointerEvent) => {
      if (Math.hypot(clientX - from.x, clientY - from.y) > STILL_PX) end();
    };
    element.addEventListener('pointerdown', down);
    element.addEventListener('pointermove', move);
    for (const type of ['pointerup', 'pointercancel', 'pointerleave']) element.addEventListener(type, end);
    return () => {
      end();
      element.removeEventListener('pointerdown', down);
      element.removeEventListener('pointermove', move);
      for (const type of ['pointerup', 'pointercancel', 'pointerleave'])
        element.removeEventListener(type, end);
    };
  };
