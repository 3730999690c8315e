/** The form is HTML alone, as everywhere out here; a script adds the button for passkeys, which need one. */
export const csr = true;
