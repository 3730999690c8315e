import { createOTP } from '@better-auth/utils/otp';

/** What an authenticator app shows now for the address in its QR code. The secret in there is Base32, as apps read it. */
export function oneTimeCode(uri: string): Promise<string> {
  const secret = new URL(uri).searchParams.get('secret')!;
  return createOTP(fromBase32(secret)).totp();
}

function fromBase32(text: string): string {
  const bits = [...text.replace(/=+$/, '')]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const bytes = bits.match(/.{8}/g) ?? [];
  return String.fromCharCode(...bytes.map((byte) => Number.parseInt(byte, 2)));
}
