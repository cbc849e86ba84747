import type { SharedKind } from '../../domain/alliances/alliance.ts';
import type { DemoAgreement } from '../alliances/seed.ts';

const terms = `一、宗旨
三地学校社工站互相开放成熟的干预模式，一起检验成效，让每个孩子得到同样好的服务。

二、共享
1. 各机构自行选择共享什么，所有成员都能看到这个选择。
2. 任何一方都看不到另一方服务对象的资料；统计数据人数过少的不显示。

三、工作
1. 每季度开一次分享会，由各机构轮流主持。
2. 采用他方的干预模式时注明出处，改进要回馈。

四、退出
提前 30 天告知。已经采用的干预模式可以继续使用。`;

export const demoAgreement: DemoAgreement = {
  name: '三地学校社会工作协作体',
  purpose: '温州、郑州、柳州的学校社工站互相开放干预模式，一起检验成效。',
  terms,
  revised: terms.replace('每季度开一次分享会', '每两个月开一次分享会'),
  noticeDays: 30,
};

/** By the code of the station. */
export const demoShares: Readonly<Record<string, readonly SharedKind[]>> = {
  'wz-station': ['playbooks', 'statistics', 'meetings'],
  'zz-station': ['playbooks', 'competences', 'meetings'],
  'lz-station': ['playbooks', 'statistics', 'meetings'],
};
/** The station whose supervisor has not signed the newest version. */
export const LATE_STATION = 'lz-station';
