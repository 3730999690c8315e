export type Encoding = 'br' | 'gzip' | 'identity';

/** The best of ours that a client takes, by its `accept-encoding`. */
export function acceptedEncoding(accepts: string | null): Encoding {
  const taken = new Set(
    (accepts ?? '')
      .toLowerCase()
      .split(',')
      .filter((one) => !/;\s*q=0(\.0*)?\s*$/.test(one))
      .map((one) => one.split(';')[0]!.trim()),
  );
  return taken.has('br') ? 'br' : taken.has('gzip') ? 'gzip' : 'identity';
}
