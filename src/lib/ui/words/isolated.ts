/** A name within a sentence, in whichever direction it is written: it does not turn what stands around it. */
export const isolated = (name: string): string => `\u2068${name}\u2069`;
