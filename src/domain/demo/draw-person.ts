import { integerBetween, pick, type Random } from '../random.ts';
import { identityCheckCharacter } from '../people/identity-number.ts';

/** Commonest surnames first; drawn with the weight that a register of a Chinese city shows, roughly. */
const surnames =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙黎史陶贺毛段郝顾龚邵万覃武钱戴严莫孔向常汤';
const girls = '欣怡梓涵雨萱诗语可馨思琪佳慧静雅婷若曦晓彤嘉悦紫宁雪心妍楚瑶依诺舒然乐珊美玲月琳芷晴安琦';
const boys = '浩然子轩宇航博文俊杰天佑明哲嘉豪睿泽志强家伟晨阳鹏飞昊天建国永康海涛一鸣承志少华立诚';

export interface SyntheticPerson {
  readonly name: string;
  readonly sex: 'female' | 'male';
  readonly birthDate: string;
  readonly idNumber: string;
  readonly phone: string;
}

/** Nobody's data: a drawn name, birth date and numbers that only have the right form. */
export function drawPerson(
  random: Random,
  years: { from: number; to: number },
  regionCode: string,
): SyntheticPerson {
  const sex = random() < 0.5 ? 'female' : 'male';
  const letters = sex === 'female' ? girls : boys;
  const given = Array.from({ length: random() < 0.15 ? 1 : 2 }, () => pick(random, [...letters])).join('');
  // the square favours the front of the list, where the common surnames stand
  const surname = surnames[Math.floor(random() ** 2 * surnames.length)] ?? '王';
  const birthDate = [
    integerBetween(random, years.from, years.to),
    String(integerBetween(random, 1, 12)).padStart(2, '0'),
    String(integerBetween(random, 1, 28)).padStart(2, '0'),
  ].join('-');
  return {
    name: surname + given,
    sex,
    birthDate,
    idNumber: drawIdNumber(random, regionCode, birthDate, sex),
    phone: drawPhone(random),
  };
}

/** 199 numbers are drawn at random: they may exist, and stand only beside names that do not. */
export function drawPhone(random: Random): string {
  return `199${String(integerBetween(random, 0, 99_999_999)).padStart(8, '0')}`;
}

function drawIdNumber(random: Random, regionCode: string, birthDate: string, sex: 'female' | 'male'): string {
  const sequence = integerBetween(random, 0, 499) * 2 + (sex === 'male' ? 1 : 0);
  const digits = `${regionCode}${birthDate.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
  return digits + identityCheckCharacter(digits);
}
