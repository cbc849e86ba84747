/** With what the codes of a region and of all below it begin (GB/T 2260): 330300 has 330302 in it. */
export function regionPrefix(code: string): string {
  return code.replace(/(?:00){1,2}$/u, '');
}
