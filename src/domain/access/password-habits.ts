import { pinyin } from 'pinyin-pro';
import { findNameSyllables } from '../people/name-syllables.ts';

/** The surnames of nine people in ten, the most frequent first. */
const SURNAMES = wordsOf(`
wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he gao lin luo zheng liang xie song tang
han feng deng cao peng zeng xiao tian dong yuan pan cai jiang yu du ye cheng wei su lu ding ren yao shen jia
xia fang
`);

/** The other syllables of pinyin without tones: those of given names first, then by how many characters have them. */
const SYLLABLES = wordsOf(`
hong tao jing ming jun lei yan jie juan hui ling na min qiang ping gang hua xin bin fei long yun dan mei
jian wen xue yi ji xi zhi fu qi xian shi ju bi qian ying yin di jiao chi pi you qu shu bo gui zhen zi chan
gu jin lian si jue mi xun shan chu huan qiu qiao xuan tuo fan mo ti lan wan ya xiang qin ge tan ke fen quan
kui zhan yong ai ni huo bao zhuo bian tu jiu chang zong mao duo gan cong guan liao tong bei ao ba hao qing
zhong sui xing dian zhe lv zha pu kuang yue nie ci an chou er lao meng ta dao sheng ting dai dang bing gou
die da xiu biao rong mu diao man mian ru gong bu cui ban lai cha kun sha ze tiao zan lou zhuan wo she chun
tai lie lang po gai fa dou suo hun la nao chao dun hou mang wa sou can zao nian shang lun kai kan bang geng
cuo shao pei que piao qiong luan ning chong gua se zuo jiong cu dui chuan ku zui zhui qie beng ou pao pang
kuai nong tui zu chuo kang ce guang pian tun pin che bai nan tuan miao rou duan xiong shou kou zou mai zai
teng zhuang san nai heng men nuo chuang za le ran rui sao cang ben rang weng zang shuang tou hai chui mie
kuo kao gun sa huai chai pai zun shuo zhai ruo bie pa hang cuan ruan tie sai qia keng mou kong cun niu rao
shui nang zhun zuan ken nu kua leng pou de niao kuan sang nei ga pen pie ka shun qun guai gen suan ang fou
lve nv hen shuai ceng ri te shai wai zei zhua nou run me reng cou ne ha en niang shuan hei cen nuan nve
chuai ca diu fo shua nin re sen yo nen zen miu seng kei den zhuai gei ei lia ng dia chua neng eng
`);

/** Words, numbers and runs that many people here take for a password, and words of this field. */
const HABITS = wordsOf(`
woaini 5201314 520 1314 woaini1314 woaini520 aini wo1314 7758521 7758258 584520 1314520 5211314 woaiwojia woaiziji
yishengyishi yibeizi laopo laogong baobao baobei qinaide tiantian kuaile xingfu pingan jiankang jiayou nihao nihaoma
wodemima mima mimashi woshishui wansui facai gongxifacai zhongguo woaizhongguo beijing shanghai wenzhou zhengzhou liuzhou
888888 666666 168168 518518 147258369 147258 159357 123321 112233 abc123 a123456 q123456 123456a qq123456 aa123456
1qaz2wsx qazwsx qazwsxedc zaq12wsx qwer1234 asdf1234 asdfghjkl qweasdzxc 1q2w3e4r admin admin123 root guest test
guanliyuan yonghu denglu shegong shehuigongzuo shehui gongzuo xuexiao xuesheng laoshi banzhuren dudao zhiyuanzhe zhiyuan
shequ zhongxin gongyi aixin weiguang nuantu nuantu123 wenxin guanai chengzhang
yiersansiwu liuqibajiushi yiersansiwuliuqibajiushi jiayibingding tiandixuanhuang haohaoxuexi tiantianxiangshang
chuangqianmingyueguang yishidishangshuang shengrikuaile xinniankuaile yishengpingan ainiyiwannian
`);

/** Words by their kind, those that are tried first standing first. */
export const chineseHabits = { pinyin: [...SURNAMES, ...SYLLABLES], habits: HABITS } as const;

/** Somebody's name in pinyin: surname and one or two syllables. */
export const PINYIN_NAME = new RegExp(
  `(?:${SURNAMES.join('|')})(?:${[...chineseHabits.pinyin].sort(byLength).join('|')}){1,2}`,
  'giu',
);

/** A mobile number or an ID number: whoever knows the person finds it. */
export const PERSONAL_NUMBER = /1[3-9]\d{9}|[1-9]\d{5}(?:19|20)\d{9}[\dx]/giu;

/**
 * As it is judged: Chinese characters by their pinyin, in which what people take from habit is known. Each is worth a
 * syllable then, not the one sign out of ten that a guesser without Chinese takes it for.
 */
export function readAloud(password: string): string {
  // as it is hashed: ｆｕｌｌ-width letters are the same password
  const written = password.normalize('NFKC');
  return pinyin(written, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true }).join('');
}

export interface Holder {
  readonly username: string;
  readonly displayName: string;
  /** names and code of the organisation, in each language it has */
  readonly organisation: readonly string[];
}

/** What others know of whoever sets a password: names as written, in pinyin and by initials. */
export function personalWords({ username, displayName, organisation }: Holder): string[] {
  const names = [username, displayName, ...organisation];
  return [...new Set(names.flatMap(spellings))].filter((word) => word.length > 1);
}

function spellings(name: string): string[] {
  const written = name.toLowerCase();
  const readings = findNameSyllables(name).map((syllables) => syllables.map(({ letters }) => letters));
  return [
    written,
    ...written.split(/[^\p{L}\p{N}]+/u),
    ...readings.flatMap((letters) => [
      letters.join(''),
      letters.slice(1).join(''),
      [...letters.slice(1), ...letters.slice(0, 1)].join(''),
      letters.map((syllable) => syllable.charAt(0)).join(''),
    ]),
  ];
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter(Boolean);
}

/** Longest first, so that a shorter syllable does not stand for the beginning of a longer one. */
function byLength(left: string, right: string): number {
  return right.length - left.length;
}
