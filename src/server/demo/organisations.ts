import type { organisationKinds } from '../../contract/organisations.ts';
import type { Role } from '../../domain/access/roles.ts';

interface DemoAccount {
  readonly username: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  /** codes of the sites that site-scoped permissions reach */
  readonly sites: readonly string[];
}

export interface DemoOrganisation {
  readonly code: string;
  readonly kind: (typeof organisationKinds)[number];
  readonly name: string;
  readonly nameEn: string;
  readonly regionCode: string;
  readonly sites: readonly { code: string; name: string; regionCode: string }[];
  readonly accounts: readonly DemoAccount[];
}

function station(
  code: string,
  [name, nameEn]: readonly [string, string],
  regionCode: string,
  schools: readonly (readonly [string, string])[],
  accounts: readonly DemoAccount[],
): DemoOrganisation {
  const sites = schools.map(([school, county], index) => ({
    code: String(index + 1),
    name: school,
    regionCode: county,
  }));
  return { code, kind: 'social_work_agency', name, nameEn, regionCode, sites, accounts };
}

function account(
  username: string,
  displayName: string,
  role: Role,
  sites: readonly string[] = [],
): DemoAccount {
  return { username, displayName, roles: [role], sites };
}

/** The three regions of the first users, the alliance, a department and the platform's own operator. */
export const demoOrganisations: readonly DemoOrganisation[] = [
  station(
    'wz-station',
    ['温州暖途社会工作服务中心', 'Wenzhou Nuantu Social Work Service'],
    '330300',
    [
      ['瓯江第一中学社工站', '330302'],
      ['塘河实验小学社工站', '330304'],
      ['雁山中学社工站', '330382'],
    ],
    [
      account('worker.wenzhou', '陈晓岚', 'worker', ['1', '2']),
      account('supervisor.wenzhou', '林若水', 'supervisor'),
      account('su.wenzhou', '苏婉', 'worker', ['1', '2', '3']),
      account('jin.wenzhou', '金海波', 'worker', ['1', '2', '3']),
      account('admin.wenzhou', '周明', 'administrator'),
      account('teacher.wenzhou', '郑老师', 'liaison', ['1']),
      account('auditor.wenzhou', '何静', 'auditor'),
    ],
  ),
  station(
    'zz-station',
    ['郑州同行社会工作发展中心', 'Zhengzhou Tongxing Social Work Development Centre'],
    '410100',
    [
      ['嵩岳中学社工站', '410105'],
      ['金水河小学社工站', '410105'],
      ['管城中学社工站', '410104'],
    ],
    [
      account('worker.zhengzhou', '王思雨', 'worker', ['1', '2', '3']),
      account('supervisor.zhengzhou', '李卫东', 'supervisor'),
      account('zhao.zhengzhou', '赵一鸣', 'worker', ['1', '2', '3']),
      account('ma.zhengzhou', '马琳', 'worker', ['1', '2', '3']),
    ],
  ),
  station(
    'lz-station',
    ['柳州拾光社会工作服务社', 'Liuzhou Shiguang Social Work Society'],
    '450200',
    [
      ['龙潭中学社工站', '450202'],
      ['柳江小学社工站', '450206'],
      ['鱼峰中学社工站', '450203'],
    ],
    [
      account('worker.liuzhou', '韦小燕', 'worker', ['1', '2', '3']),
      account('supervisor.liuzhou', '覃文', 'supervisor'),
      account('huang.liuzhou', '黄桂芳', 'worker', ['1', '2', '3']),
      account('mo.liuzhou', '莫子轩', 'worker', ['1', '2', '3']),
      account('coordinator.liuzhou', '罗欢', 'coordinator'),
    ],
  ),
  {
    code: 'alliance',
    kind: 'alliance',
    name: '三地学校社会工作协作体',
    nameEn: 'School Social Work Alliance of Three Regions',
    regionCode: '330300',
    sites: [],
    accounts: [
      account('manager.alliance', '沈知行', 'manager'),
      account('evaluator.alliance', '顾衡', 'evaluator'),
    ],
  },
  {
    code: 'department',
    kind: 'department',
    name: '社会工作主管部门（演示）',
    nameEn: 'Department for Social Work (demo)',
    regionCode: '330300',
    sites: [],
    accounts: [account('viewer.department', '部门观察员', 'viewer')],
  },
  {
    code: 'platform',
    kind: 'operator',
    name: '暖途平台运维',
    nameEn: 'Nuantu platform operations',
    regionCode: '330300',
    sites: [],
    accounts: [account('operator.platform', '平台运维', 'operator')],
  },
];
