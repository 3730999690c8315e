/**
 * Browsers give passkeys to scripts alone. Not on the page before this one: a script that comes late would take away
 * there what somebody has typed already.
 */
export const csr = true;
