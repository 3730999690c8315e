import { twoFactor } from 'better-auth/plugins/two-factor';

/** Codes of an authenticator app as better-auth keeps them, under our names of tables and columns. */
export const secondFactorPlugin = () =>
  twoFactor({
    twoFactorTable: 'second_factors',
    schema: {
      user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
      twoFactor: {
        fields: {
          userId: 'user_id',
          backupCodes: 'backup_codes',
          failedVerificationCount: 'failed_verification_count',
          lockedUntil: 'locked_until',
        },
      },
    },
  });

/** The address that authenticator apps read from the QR code, with names that a person knows in place of ours. */
export function authenticatorUri(uri: string, organisation: string, employeeId: string): string {
  const secret = new URL(uri).searchParams.get('secret')!;
  const label = `${encodeURIComponent(organisation)}:${encodeURIComponent(employeeId)}`;
  return `otpauth://totp/${label}?${new URLSearchParams({ secret, issuer: organisation })}`;
}
