/** Messages that one device sends at once when groups are filled: each such run is a row of the log. */
export const RUN = 50;
