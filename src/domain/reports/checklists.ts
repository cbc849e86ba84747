import { bilingual, type Texts } from '../language.ts';
import type { EffectAnswer } from '../studies/arm-effect.ts';
import { armWords, type StudyProtocol } from '../studies/protocol.ts';
import type { Table } from './report.ts';
import type { ReportedStudy } from './reported-study.ts';
import { studyReportWords as words } from './study-report-words.ts';
import type { Voice } from './voice.ts';

/** An item of a checklist, and what the report says to it. */
type Row = readonly [Texts, string];

/**
 * What was done, so that somebody else could do it.
 * @see Hoffmann et al. 2014, BMJ 348:g1687 (TIDieR)
 */
export function tidierTable({ playbook, protocol, amendments, result }: ReportedStudy, voice: Voice): Table {
  const { say, language } = voice;
  const { sessions, levels, modules } = playbook;
  const minutes = [...new Set(sessions.map((session) => session.minutes))].sort((a, b) => a - b);
  const materials = [
    ...new Set(sessions.flatMap((session) => session.materials.map((text) => text[language]))),
  ];
  const comma = language === 'zh' ? '；' : '; ';
  const rows: Row[] = [
    [bilingual('1 名称', '1 Name'), `${playbook.title[language]} (${playbook.id})`],
    [bilingual('2 为什么', '2 Why'), playbook.purpose[language]],
    [
      bilingual('2 依据的三个模块', '2 Rationale: its modules'),
      Object.values(modules)
        .map(({ title, idea }) => `${title[language]}: ${idea[language]}`)
        .join(comma),
    ],
    [bilingual('3 材料', '3 Materials'), materials.join(comma)],
    [
      bilingual('4 过程', '4 Procedures'),
      sessions.map(({ week, title }) => `${week} ${title[language]}`).join(comma),
    ],
    [bilingual('5 由谁提供', '5 Who'), levels.universal.how[language]],
    [bilingual('6 方式', '6 How'), levels.universal.title[language]],
    [
      bilingual('7 在哪里', '7 Where'),
      say(bilingual('参加研究的学校：{names}', 'In schools served by {names}'), {
        names: protocol.participants
          .map(({ name, nameEn }) => (language === 'en' ? (nameEn ?? name) : name))
          .join(language === 'zh' ? '、' : ', '),
      }),
    ],
    [
      bilingual('8 次数与时长', '8 How much'),
      say(bilingual('{n} 次，每次 {minutes} 分钟', '{n} sessions of {minutes} minutes'), {
        n: sessions.length,
        minutes: minutes.join(language === 'zh' ? '、' : ', '),
      }),
    ],
    [
      bilingual('9 因人调整', '9 Tailoring'),
      `${levels.selective.title[language]}: ${levels.selective.how[language]}`,
    ],
    [
      bilingual('10 中途改动', '10 Modifications'),
      amendments.length === 0
        ? say(bilingual('登记后没有改动。', 'None after registration.'))
        : amendments.map(({ amendment }) => amendment).join(comma),
    ],
    [bilingual('11 计划的保真度', '11 Planned fidelity'), plannedFidelity(playbook, voice)],
    [bilingual('12 实际的保真度', '12 Actual fidelity'), actualFidelity(result, voice)],
  ];
  return table(say(words.tidier), rows, voice);
}

function plannedFidelity({ sessions }: ReportedStudy['playbook'], { say }: Voice): string {
  return say(
    bilingual(
      '每次活动后带领者按清单逐项勾选（共 {n} 项）。',
      'After each session its leader ticks a checklist ({n} items in all).',
    ),
    { n: sessions.reduce((sum, { checklist }) => sum + checklist.length, 0) },
  );
}

/** What was delivered, where it was recorded; the planned analysis does not depend on it. */
function actualFidelity(result: ReportedStudy['result'], { say, number }: Voice): string {
  const delivered =
    result.of === 'own'
      ? result.results.exposure.find(({ kind }) => kind === 'fidelity')?.received
      : undefined;
  if (delivered == null) {
    return say(
      bilingual(
        '见各小组的活动记录；本报告的分析按原分组进行，与实际参加多少无关。',
        'In the records of the groups; this analysis is by allocation, whatever was delivered.',
      ),
    );
  }
  return say(
    bilingual(
      '上过的课平均完成 {mean}% 的要点（各班 {least}% 到 {most}%），见“剂量与忠实度”；主要分析按原分组进行，与实际参加多少无关。',
      'Of the sessions held, {mean}% of the key points on average ({least}% to {most}% by class); see dose and fidelity. The main analysis is by allocation, whatever was delivered.',
    ),
    {
      mean: number(100 * delivered.mean, 0),
      least: number(100 * delivered.least, 0),
      most: number(100 * delivered.most, 0),
    },
  );
}

/**
 * Where this report answers what readers of a cluster trial need to know.
 * @see Campbell et al. 2012, BMJ 345:e5661 (CONSORT extension to cluster randomised trials)
 */
export function consortTable(study: ReportedStudy, answer: EffectAnswer, voice: Voice): Table {
  const { say } = voice;
  const registration = `${voice.day(study.registeredAt)}, SHA-256 ${study.protocolHash}`;
  const rows = [
    ...designRows(study, voice),
    ...foundRows(study.result, answer, voice),
    [bilingual('20 局限', '20 Limitations'), say(bilingual('见“局限”。', 'See “Limits”.'))] as const,
    [bilingual('23 登记', '23 Registration'), registration] as const,
  ];
  return table(say(words.consort), rows, voice);
}

/** Items 1a to 12a: what was planned. */
function designRows({ protocol, instrument }: ReportedStudy, voice: Voice): Row[] {
  const { say, language } = voice;
  const isRandom = protocol.allocation === 'randomised_classes';
  const { scale: scaleId } = protocol.primaryOutcome;
  const scale = instrument.scales.find(({ id }) => id === scaleId)?.title[language] ?? scaleId;
  return [
    [
      bilingual('1a 标题写明设计', '1a Design in the title'),
      say(
        isRandom
          ? bilingual('整班随机对照', 'Classes allocated at random')
          : bilingual('非随机：现有班级对照', 'Not randomised: existing classes'),
      ),
    ],
    [bilingual('3a 整群的单位', '3a Cluster'), say(bilingual('班级', 'The class'))],
    [
      bilingual('4a 谁可以参加', '4a Eligibility'),
      say(
        bilingual(
          '参加班级名单上的学生；不满 14 岁须有监护人同意。',
          'Pupils on the lists of the classes; below 14 years with a guardian’s consent.',
        ),
      ),
    ],
    [bilingual('5 各组得到什么', '5 Interventions'), Object.values(armWords(protocol, language)).join(' / ')],
    [bilingual('6a 主要指标', '6a Primary outcome'), `${instrument.title[language]} · ${scale}`],
    [bilingual('7a 样本量', '7a Sample size'), sizeText(protocol.sampleSize, voice)],
    [
      bilingual('8–10 随机化', '8–10 Randomisation'),
      say(
        isRandom
          ? bilingual(
              '整班分组；分组办法由发起机构保存。',
              'Whole classes; how lots were drawn is kept by the owner.',
            )
          : bilingual('没有随机化。', 'None.'),
      ),
    ],
    [
      bilingual('11 盲法', '11 Blinding'),
      say(bilingual('作答的人和带领者知道分组。', 'Neither those who answered nor leaders were blind.')),
    ],
    [
      bilingual('12a 统计方法', '12a Statistics'),
      say(
        bilingual(
          '见“方法”：考虑班级的混合模型。',
          'See “Methods”: a mixed model that takes classes into account.',
        ),
      ),
    ],
  ];
}

/** Items 13 to 17a: who took part and what came of it. */
function foundRows(result: ReportedStudy['result'], answer: EffectAnswer, voice: Voice): Row[] {
  const { say } = voice;
  const [effect] = answer.effects;
  return [
    [
      bilingual('13 流程', '13 Flow'),
      result.of === 'own'
        ? say(bilingual('见“流程”的图和表。', 'See the figure and table under “Flow”.'))
        : say(bilingual('见“流程”的表。', 'See the table under “Flow”.')),
    ],
    [
      bilingual('16 分析人数', '16 Numbers analysed'),
      effect === undefined
        ? '—'
        : say(bilingual('{classes} 个班，{persons} 人', '{classes} classes, {persons} persons'), {
            classes: effect.classes,
            persons: effect.persons,
          }),
    ],
    [
      bilingual('17a 结果与 ICC', '17a Outcome and ICC'),
      effect === undefined
        ? '—'
        : `${voice.number(effect.estimate)} (${voice.interval(effect)}), ICC ${voice.number(effect.icc, 3)}`,
    ],
  ];
}

function sizeText(size: StudyProtocol['sampleSize'], voice: Voice): string {
  if (size == null) {
    return voice.say(bilingual('方案里没有事先计算。', 'Not worked out in the protocol.'));
  }
  const { number } = voice;
  return voice.say(
    bilingual(
      '每组 {n} 个班、每班 {pupils} 人；差别 {effect} 个标准差，ICC {icc}，前后相关 {r}，流失 {attrition}，把握度 {power}（双侧 0.05）。',
      '{n} classes of {pupils} pupils in each arm; difference {effect} SD, ICC {icc}, correlation {r}, drop-out {attrition}, power {power} (two-sided 0.05).',
    ),
    {
      n: size.classesPerArm ?? '—',
      pupils: size.pupilsPerClass,
      effect: number(size.effect),
      icc: number(size.icc),
      r: number(size.correlation),
      attrition: number(size.attrition),
      power: number(size.power),
    },
  );
}

function table(caption: string, rows: readonly Row[], { say }: Voice): Table {
  return {
    kind: 'table',
    caption,
    head: [say(words.item), say(words.description)],
    rows: rows.map(([name, text]) => [say(name), text]),
    align: 'text',
  };
}
