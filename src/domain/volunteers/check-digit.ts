/**
 * The check digit behind a number, by ISO/IEC 7064 MOD 11,10: another digit anywhere, or two neighbours that changed places, need
 * another one.
 * @param digits 0 to 9 alone
 */
export function checkDigit(digits: string): string {
  let product = 10;
  for (const digit of digits) {
    const sum = (product + Number(digit)) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return String((11 - product) % 10);
}
