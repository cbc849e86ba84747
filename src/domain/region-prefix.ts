/** With what the codes of a region and of all below it begin (GB/T 2260): 330300 has 330302 in it. */
export function regionPrefix(code: string): string {
  return code.replace(/(?:00){1,2}$/u, '');
}

const MUNICIPALITIES: ReadonlySet<string> = new Set(['11', '12', '31', '50']);

/**
 * The region in whose list a region stands (GB/T 2260): a county in its city's, but those of the four municipalities in the municipality's;
 * undefined for provinces, which stand in the country's.
 */
export function regionAbove(code: string): string | undefined {
  const [province, city] = [code.slice(0, 2), code.slice(2, 4)];
  if (code.endsWith('0000')) return undefined;
  const isOfProvince = code.endsWith('00') || MUNICIPALITIES.has(province);
  return isOfProvince ? `${province}0000` : `${province}${city}00`;
}
