import type { TenantView } from '../../protocol';

export interface CalledNumber {
  readonly number: string;
  /** Undefined = nobody's number. */
  readonly tenant: TenantView | undefined;
}

/** As long as E.164 lets a number be. */
const TYPED_NUMBER = /^\+?\d{7,15}$/;

/** Returns the numbers that can be called and fit what was typed: name, id or digits. */
export function findNumbers(tenants: readonly TenantView[], typed: string): CalledNumber[] {
  const words = typed.trim().toLowerCase();
  const digits = words.replace(/[^\d+]/g, '');
  const all = tenants.flatMap((tenant) => tenant.numbers.map((number) => ({ number, tenant })));
  const found = all.filter(
    ({ number, tenant: { name, id } }) =>
      `${name} ${id}`.toLowerCase().includes(words) || (digits !== '' && number.includes(digits)),
  );
  if (found.length > 0 || !TYPED_NUMBER.test(digits)) return found;
  return [{ number: digits.startsWith('+') ? digits : `+${digits}`, tenant: undefined }];
}
