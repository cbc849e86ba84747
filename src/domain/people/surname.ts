/** The compound surnames that are in use; a name of two characters that begins with one is read as a simple surname. */
const compound = new Set(
  '欧阳 司马 上官 诸葛 东方 尉迟 皇甫 令狐 公孙 慕容 司徒 夏侯 端木 长孙 宇文 轩辕 南宫 百里 呼延 独孤 闻人 申屠 太史 淳于'.split(
    ' ',
  ),
);

/**
 * The surname that a name begins with: one character, or a compound surname. Of a name written with spaces the last
 * word (English), of one with a middle dot (Uygur, Tibetan) the part before it.
 */
export function surnameOf(name: string): string {
  const plain = name.trim();
  if (plain.includes('·')) return plain.split('·')[0] ?? plain;
  const words = plain.split(/\s+/u);
  if (words.length > 1 && /^[\p{Script=Latin}'.-]+$/u.test(words.join(''))) return words.at(-1) ?? plain;
  const letters = Array.from(plain);
  const head = letters.slice(0, 2).join('');
  return letters.length > 2 && compound.has(head) ? head : (letters[0] ?? '');
}
