/** What an activity is called without what only sets it off: 巡河, 巡 河 and 巡河。 are one. */
export function plainTitle(title: string): string {
  return title
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
}
