import type { Command } from './command.ts';

const ofOrganisation: Command['options'] = {
  organisation: { type: 'string', placeholder: 'CODE', summary: { en: 'organisation', zh: '机构代码' } },
  out: { type: 'string', placeholder: 'FILE', summary: { en: 'file to write', zh: '要写入的文件' } },
  plain: {
    type: 'boolean',
    summary: { en: 'without encryption', zh: '不加密' },
  },
  format: {
    type: 'string',
    placeholder: 'FORMAT',
    summary: {
      en: 'csv, or xlsx with 0007 and ID numbers as text; else as the file is called',
      zh: 'csv，或 xlsx（学号 0007、证件号码保持为文本）；默认按文件名',
    },
  },
  encoding: {
    type: 'string',
    placeholder: 'NAME',
    summary: { en: 'of CSV: utf-8 with its mark, or gb18030', zh: 'CSV 的编码：utf-8（带标记）或 gb18030' },
  },
};

const exportOptions: Command['options'] = {
  site: { type: 'string', placeholder: 'CODE', summary: { en: 'one site alone', zh: '只导出一个站点' } },
  ...ofOrganisation,
};

/** All commands, in the order of the help. A new one is a row here and a file that exports `run`. */
export const COMMANDS: readonly Command[] = [
  {
    name: 'start',
    summary: {
      en: 'Start everything and serve until stopped (PORT, HOST, NUANTU_DATA, NUANTU_DEMO, DATABASE_URL)',
      zh: '启动全部服务，直到停止（PORT、HOST、NUANTU_DATA、NUANTU_DEMO、DATABASE_URL）',
    },
    positionals: [],
    options: {},
    load: () => import('./start.ts'),
  },
  {
    name: 'doctor',
    summary: {
      en: 'Look for what keeps the platform from running; changes nothing',
      zh: '检查影响平台运行的问题；不做任何更改',
    },
    positionals: [],
    options: {
      json: { type: 'boolean', summary: { en: 'print the findings as JSON', zh: '以 JSON 输出检查结果' } },
    },
    load: () => import('./doctor.ts'),
  },
  {
    name: 'check',
    summary: {
      en: 'Run everything that must pass, cheapest first; or the named tests alone',
      zh: '由快到慢运行全部检查；也可只运行指定的测试',
    },
    positionals: ['[FILE…]'],
    options: {
      changed: {
        type: 'boolean',
        summary: { en: 'tests of what is not committed yet', zh: '只运行与未提交改动有关的测试' },
      },
      watch: {
        type: 'boolean',
        summary: {
          en: 'tests without journeys, again after each change',
          zh: '每次改动后重新运行（不含浏览器流程）',
        },
      },
      only: {
        type: 'string',
        placeholder: 'STAGE',
        summary: { en: 'run one stage alone', zh: '只运行一个阶段' },
      },
    },
    load: () => import('./check.ts'),
  },
  {
    name: 'dev',
    summary: {
      en: 'Develop: pages and server take up each change, behind one address (PORT, NUANTU_DATA)',
      zh: '开发：页面和服务器随改动更新，同一个地址（PORT、NUANTU_DATA）',
    },
    positionals: [],
    options: {
      scenario: {
        type: 'string',
        placeholder: 'NAME',
        summary: {
          en: 'what a new data folder begins with: demo or empty',
          zh: '新数据目录的内容：demo 或 empty',
        },
      },
    },
    load: () => import('./dev.ts'),
  },
  {
    name: 'db reset',
    summary: {
      en: 'Develop: remove the data folder of a scenario, so that the next `dev` begins anew',
      zh: '开发：删除一个场景的数据目录，下次 dev 重新开始',
    },
    positionals: [],
    options: {
      scenario: {
        type: 'string',
        placeholder: 'NAME',
        summary: { en: 'demo or empty', zh: 'demo 或 empty' },
      },
    },
    load: () => import('./db-reset.ts'),
  },
  {
    name: 'backup',
    summary: {
      en: 'Copy the embedded database into a new folder, also while it is in use; without the master key',
      zh: '把内置数据库备份到新目录，可在运行中进行；不含主密钥',
    },
    positionals: ['DIR'],
    options: {},
    load: () => import('./backup.ts'),
  },
  {
    name: 'restore',
    summary: { en: 'Make an empty data folder from a backup', zh: '用备份恢复到空的数据目录' },
    positionals: ['DIR'],
    options: {},
    load: () => import('./restore.ts'),
  },
  {
    name: 'seed',
    summary: { en: 'Fill with synthetic data: demo or city', zh: '填充合成数据：demo 或 city' },
    positionals: ['demo|city'],
    options: {
      clients: {
        type: 'string',
        placeholder: 'N',
        summary: { en: 'clients of the city (100000)', zh: 'city 的服务对象数（100000）' },
      },
    },
    load: () => import('./seed.ts'),
  },
  {
    name: 'analyse',
    summary: {
      en: 'Analyse a table of data as a specification says; prints JSON',
      zh: '按照说明文件分析数据表，输出 JSON',
    },
    positionals: ['SPEC.json'],
    options: {},
    load: () => import('./analyse.ts'),
  },
  {
    name: 'allocate',
    summary: {
      en: 'Assign tasks or spend a budget as a file says; prints JSON (timeLimit 60 s where none is named)',
      zh: '按照文件分配任务或预算，输出 JSON（未写 timeLimit 时限时为 60 秒）',
    },
    positionals: ['FILE.json'],
    options: {},
    load: () => import('./allocate.ts'),
  },
  {
    name: 'user create',
    summary: { en: 'Invite a member of staff; prints a one-time link', zh: '邀请工作人员，输出一次性链接' },
    positionals: ['USERNAME'],
    options: {
      organisation: { type: 'string', placeholder: 'CODE', summary: { en: 'organisation', zh: '机构代码' } },
      role: { type: 'string', placeholder: 'ROLE', summary: { en: 'role', zh: '角色' } },
      name: { type: 'string', placeholder: 'NAME', summary: { en: 'name that others see', zh: '显示姓名' } },
      site: {
        type: 'string',
        placeholder: 'CODES',
        summary: { en: 'sites, separated by commas', zh: '站点代码，用逗号分隔' },
      },
    },
    load: () => import('./user-create.ts'),
  },
  {
    name: 'import roster',
    summary: { en: 'Import a class roster (.xlsx, .csv)', zh: '导入班级花名册（.xlsx、.csv）' },
    positionals: ['FILE'],
    options: {
      organisation: { type: 'string', placeholder: 'CODE', summary: { en: 'organisation', zh: '机构代码' } },
      site: { type: 'string', placeholder: 'CODE', summary: { en: 'site', zh: '站点代码' } },
      columns: {
        type: 'string',
        placeholder: 'HEADING=FIELD,…',
        summary: {
          en: 'what columns mean: 家长手机=guardian.phone; - is not used, auto what the heading says',
          zh: '列的含义：家长手机=guardian.phone；不用的列写 -，按表头识别写 auto',
        },
      },
      'dry-run': {
        type: 'boolean',
        summary: { en: 'say what would happen, change nothing', zh: '只预演，不更改' },
      },
      json: { type: 'boolean', summary: { en: 'print the report as JSON', zh: '以 JSON 输出报告' } },
    },
    load: () => import('./import-roster.ts'),
  },
  {
    name: 'publish clients',
    summary: {
      en: 'Counts of clients for everybody, with noise that hides any one person, paid from the year’s privacy budget',
      zh: '发布加噪的服务对象人数：看不出任何一个人，从全年隐私预算中扣除',
    },
    positionals: [],
    options: {
      organisation: { type: 'string', placeholder: 'CODE', summary: { en: 'organisation', zh: '机构代码' } },
      by: {
        type: 'string',
        placeholder: 'LIST',
        summary: { en: 'some of status,region,month', zh: 'status、region、month 中的若干个' },
      },
      epsilon: {
        type: 'string',
        placeholder: 'N',
        summary: { en: 'what it costs, 0.01 to 1 (a year has 1)', zh: '花费，0.01 到 1（全年共 1）' },
      },
    },
    load: () => import('./publish-clients.ts'),
  },
  {
    name: 'export clients',
    summary: {
      en: 'Write the records as a roster that can be imported again (encrypted: NUANTU_EXPORT_PASSPHRASE)',
      zh: '把服务对象导出为可再导入的花名册（加密，口令取自 NUANTU_EXPORT_PASSPHRASE）',
    },
    positionals: [],
    options: exportOptions,
    load: () => import('./export-clients.ts'),
  },
  {
    name: 'export volunteers',
    summary: {
      en: 'Write the volunteers in the order of the rules on their records (encrypted like records)',
      zh: '按志愿服务记录办法的项目顺序导出志愿者（加密方式同上）',
    },
    positionals: [],
    options: ofOrganisation,
    load: () => import('./export-volunteers.ts'),
  },
  {
    name: 'export services',
    summary: {
      en: 'Write what volunteers have served, as an import takes it back (encrypted like records)',
      zh: '导出志愿者的服务记录，可再导入（加密方式同上）',
    },
    positionals: [],
    options: ofOrganisation,
    load: () => import('./export-services.ts'),
  },
  {
    name: 'export answers',
    summary: {
      en: 'Write the answers to a questionnaire without names, for statistics elsewhere (encrypted like records)',
      zh: '导出一份问卷的作答（不含姓名），供其他统计软件使用（加密方式同上）',
    },
    positionals: [],
    options: {
      instrument: { type: 'string', placeholder: 'ID', summary: { en: 'questionnaire', zh: '问卷编号' } },
      ...exportOptions,
    },
    load: () => import('./export-answers.ts'),
  },
  {
    name: 'export open',
    summary: { en: 'Open an encrypted export into a file', zh: '打开加密的导出文件' },
    positionals: ['FILE'],
    options: {
      out: { type: 'string', placeholder: 'FILE', summary: { en: 'file to write', zh: '要写入的文件' } },
    },
    load: () => import('./export-open.ts'),
  },
  {
    name: 'audit verify',
    summary: { en: 'Prove that no audit row was changed or removed', zh: '核验审计记录未被改动或删除' },
    positionals: [],
    options: {
      head: {
        type: 'string',
        placeholder: 'CODES',
        summary: {
          en: 'heads that were kept elsewhere: the chains must still hold them',
          zh: '另行保存的链头，核验链条仍包含它们（逗号分隔）',
        },
      },
    },
    load: () => import('./audit-verify.ts'),
  },
  {
    name: 'keys rotate',
    summary: {
      en: 'New master and organisation keys; wraps every person’s key anew',
      zh: '轮换主密钥与机构密钥，并重新封装每个人的密钥',
    },
    positionals: [],
    options: {},
    load: () => import('./keys-rotate.ts'),
  },
  {
    name: 'repair',
    summary: {
      en: 'Find and mend what earlier versions left wrong: strays (rows that did not follow their person), statuses (clients whose status is not what their cases and groups say), endings (what erasures left open), spellings (records that do not open since their id was given in capitals)',
      zh: '查找并修复旧版本遗留的问题：strays（未随服务对象转移的记录）、statuses（与个案和小组不符的服务对象状态）、endings（资料已删除而仍未结束的事项）、spellings（编号曾以大写字母提交而打不开的记录）',
    },
    positionals: ['[NAME…]'],
    options: {},
    load: () => import('./repair.ts'),
  },
  {
    name: 'bench',
    summary: {
      en: 'Measure each budget beside its limit in the same run',
      zh: '在同一次运行中对照基准测量各项性能指标',
    },
    positionals: ['[NAME…]'],
    options: {
      json: {
        type: 'string',
        placeholder: 'FILE',
        summary: { en: 'write the figures as JSON', zh: '将结果写为 JSON' },
      },
      clients: {
        type: 'string',
        placeholder: 'N',
        summary: { en: 'size of the city (100000)', zh: '测速城市的服务对象数（100000）' },
      },
      rounds: {
        type: 'string',
        placeholder: 'N',
        summary: { en: 'interleaved rounds (5)', zh: '交替轮数（5）' },
      },
    },
    load: () => import('../../bench/bench.ts'),
  },
  {
    name: 'schema dump',
    summary: {
      en: 'Write db/schema.sql and db/types.ts from the migrations',
      zh: '根据迁移脚本生成 db/schema.sql 和 db/types.ts',
    },
    positionals: [],
    options: {},
    load: () => import('./schema-dump.ts'),
  },
  {
    name: 'schema check',
    summary: {
      en: 'Compare db/schema.sql and db/types.ts with the migrations',
      zh: '检查 db/schema.sql 和 db/types.ts 是否与迁移脚本一致',
    },
    positionals: [],
    options: {},
    load: () => import('./schema-check.ts'),
  },
  {
    name: 'migration new',
    summary: { en: 'Begin a migration behind all that are there', zh: '新建一个迁移脚本，排在已有的之后' },
    positionals: ['NAME'],
    options: {},
    load: () => import('./migration-new.ts'),
  },
  {
    name: 'contract dump',
    summary: {
      en: 'Write down what changed of the API, under its next revision',
      zh: '记录 API 的改动，修订号加一',
    },
    positionals: [],
    options: {},
    load: () => import('./contract-dump.ts'),
  },
  {
    name: 'release',
    summary: {
      en: 'Make a release of what is committed: version, changelog, commit and tag, on this computer alone',
      zh: '用已提交的内容制作一个版本：版本号、更新日志、提交和标签，只在本机',
    },
    positionals: ['X.Y.Z'],
    options: {},
    load: () => import('./release.ts'),
  },
];
