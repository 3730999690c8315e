/** From here on others read that a message was written at another time than it arrived [S3]. */
export const CLOCK_OFF_MS = 2 * 60_000;
