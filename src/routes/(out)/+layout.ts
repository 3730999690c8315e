/** These pages are HTML alone: they work before scripts load, and where none ever do. */
export const csr = false;
export const ssr = true;
