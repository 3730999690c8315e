/** What a notification of many conversations at once is called; others are called by their conversation. */
export const DIGEST_TAG = 'digest';
