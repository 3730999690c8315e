import type { Attachment } from 'svelte/attachments';

/** Makes a text field as high as its text; CSS sets the limit, from which on it scrolls. */
export const growing =
  (text: () => string): Attachment<HTMLTextAreaElement> =>
  (field) => {
    const fit = () => {
      field.style.height = 'auto';
      field.style.height = `${field.scrollHeight}px`;
    };
    // Also when it becomes narrower, as on a phone that is turned.
    let width = field.clientWidth;
    const turned = new ResizeObserver(() => {
      if (field.clientWidth === width) return;
      width = field.clientWidth;
      fit();
    });
    turned.observe(field);
    $effect(() => {
      text();
      fit();
    });
    return () => turned.disconnect();
  };
