/** Characters of headings and sums in Hong Kong, Macao and Taiwan, each before its simplified form. */
const pairs =
  '別别學学級级號号監监護护證证電电話话機机聯联絡络係系繫系親亲爺爷媽妈長长碼码類类處处齡龄國国備备註注稱称關关現现詳详細细緊紧戶户與与間间時时歲岁個个單单據据編编輔辅籤签簽签發发種种隊队紀纪養养繼继嬸婶計计總总數数統统師师務务資资訊讯況况園园寫写說说範范樣样審审製制員员負负責责條条兒儿講讲門门館馆區区縣县鄉乡鎮镇姪侄孫孙無无暫暂臺台灣湾來来陸陆內内遊游';

const simplified = new Map(
  (pairs.match(/../gu) ?? []).map(([traditional = '', simple = '']): [string, string] => [
    traditional,
    simple,
  ]),
);

/** The words of a table's frame in simplified characters: only for comparing, never for what a person is called. */
export function inSimplified(text: string): string {
  return text.replace(/\p{Script=Han}/gu, (character) => simplified.get(character) ?? character);
}
