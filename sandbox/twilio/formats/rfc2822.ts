/** Returns a time as Twilio's older interfaces write it. */
export function toRfc2822(date: Date): string {
  return date.toUTCString().replace('GMT', '+0000');
}
