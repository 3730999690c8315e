import { createOTP } from '@better-auth/utils/otp';

/** What an authenticator app shows now, or some half minutes later, for the address in its QR code. The secret in there is Base32, as apps read it. */
export function oneTimeCode(uri: string, stepsAhead = 0): Promise<string> {
  const secret = new URL(uri).searchParams.get('secret')!;
  const otp = createOTP(fromBase32(secret));
  return stepsAhead === 0 ? otp.totp() : otp.hotp(Math.floor(Date.now() / 30_000) + stepsAhead);
}

function fromBase32(text: string): string {
  const bits = [...text.replace(/=+$/, '')]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const bytes = bits.match(/.{8}/g) ?? [];
  return String.fromCharCode(...bytes.map((byte) => Number.parseInt(byte, 2)));
}
