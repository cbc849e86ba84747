import type { Texts } from '../language.ts';
import { bilingual } from '../language.ts';

/**
 * Fixed sentences of a study's report; `{name}` is filled in. No Greek letters: the font of the PDF has none.
 */
export const studyReportWords = {
  answer: bilingual('主要结果', 'Main result'),
  higher: bilingual(
    '干预组比对照组高 {estimate} 分（95% 区间 {low} 到 {high}）',
    'The intervention arm scored {estimate} points higher than the comparison (95% interval {low} to {high})',
  ),
  lower: bilingual(
    '干预组比对照组低 {estimate} 分（95% 区间 {low} 到 {high}）',
    'The intervention arm scored {estimate} points lower than the comparison (95% interval {low} to {high})',
  ),
  inSd: bilingual(
    '，相当于 {sd} 个标准差（{low} 到 {high}）。',
    ', that is {sd} standard deviations ({low} to {high}).',
  ),
  stop: bilingual('。', '.'),
  excludesZero: bilingual('区间不包含 0。', 'The interval excludes 0.'),
  includesZero: bilingual(
    '区间包含 0，不能排除两组没有差别。',
    'The interval includes 0: no difference at all cannot be ruled out.',
  ),
  noEffect: bilingual('没有可以报告的差别（{code}）。', 'There is no difference to report ({code}).'),
  direction: {
    up: bilingual('“{scale}”分数越高越好。', 'Higher scores of “{scale}” are better.'),
    down: bilingual('“{scale}”分数越低越好。', 'Lower scores of “{scale}” are better.'),
  },
  notRandom: bilingual(
    '班级不是抽签分组的，差别也可能来自班级原本的不同；因此同时给出用基线校正的结果和变化分的结果，两者接近时结论才站得住。',
    'Classes were not drawn by lot, so the difference may come from what they were before. The score adjusted for the baseline and the change score are both shown: only where they agree does the conclusion stand.',
  ),
  methods: bilingual('方法', 'Methods'),
  question: bilingual('研究问题：{text}', 'Question: {text}'),
  designRandom: bilingual(
    '设计：整班随机分组的对照研究，两次测评（基线、后测）。干预组：{intervention}。对照组：{comparison}。',
    'Design: a controlled study of whole classes allocated at random, measured twice (baseline, post). Intervention: {intervention}. Comparison: {comparison}.',
  ),
  designExisting: bilingual(
    '设计：以现有班级为单位的非随机对照研究，两次测评（基线、后测）。干预组：{intervention}。对照组：{comparison}。',
    'Design: a controlled study of existing classes, not randomised, measured twice (baseline, post). Intervention: {intervention}. Comparison: {comparison}.',
  ),
  registration: bilingual(
    '方案于 {time} 登记，早于任何后测作答；登记内容的 SHA-256 校验码为 {hash}。登记后的改动 {amendments} 处。',
    'The protocol was registered on {time}, before any answer of the second wave; the SHA-256 of what was registered is {hash}. Amendments afterwards: {amendments}.',
  ),
  outcomeMethod: bilingual(
    '主要指标（第二次测评前已定）：{instrument} 的“{scale}”。只分析两次都作答并同意用于研究的人；缺失不填补，在“随机缺失”的前提下由似然法处理。',
    'Primary outcome, fixed before the second wave: “{scale}” of {instrument}. Those who answered both waves and consent to research are analysed; missing scores are not filled in, and the likelihood takes them as missing at random.',
  ),
  modelMethod: bilingual(
    '模型：以后测分数为因变量，基线分数和分组为固定效应，班级为随机截距；限制性最大似然（REML）；自由度用 {degrees} 法。{regions}纳入 {classes} 个班、{persons} 人，班级相关系数 ICC 为 {icc}。',
    'Model: the post score by baseline and arm, with a random intercept for each class, by restricted maximum likelihood (REML) with {degrees} degrees of freedom. {regions}{classes} classes and {persons} persons; intra-class correlation (ICC) {icc}.',
  ),
  regionsMethod: bilingual(
    '地区及其与分组的交互为固定效应，各地区等权；各机构只交出每班的汇总数，合并模型与用全部个人数据所得相同。',
    'Regions and their interaction with the arm are fixed, each region counted alike; organisations released sums by class only, from which the pooled model is the same as from all persons’ rows. ',
  ),
  personLevel: bilingual(
    '没有做按人头的检验：同班的人彼此相似，忽略班级的 95% 区间在模拟中只有约一半能包含真值。',
    'No test counts persons as independent: pupils of a class resemble each other, and in simulations 95% intervals that ignore classes cover the truth about half of the time.',
  ),
  changeMethod: bilingual(
    '可靠变化：按 Jacobson 与 Truax（1991），信度 {r}（{kind}，{source}），标准差 {sd}，变化超过 {threshold} 分为可靠；两组并列报告，因为不干预也会有人“好转”（回归均值）。',
    'Reliable change after Jacobson and Truax (1991): reliability {r} ({kind}, {source}), standard deviation {sd}; a change beyond {threshold} points is reliable. Both arms are shown, for some improve without any help (regression to the mean).',
  ),
  multiplicity: bilingual(
    '次要指标为探索性，p 值按 Holm 法校正。',
    'Secondary outcomes are exploratory; their p values are adjusted by Holm’s method.',
  ),
  suppression: bilingual(
    '少于 {n} 人的班级和计数不离开机构；为防止反推，部分较大的计数也被隐去。',
    'Classes and counts below {n} do not leave an organisation; some larger counts are hidden as well, so that none can be worked out.',
  ),
  kinds: { alpha: bilingual('Cronbach alpha', 'Cronbach’s alpha'), retest: bilingual('重测', 'retest') },
  flow: bilingual('流程', 'Flow'),
  flowFigure: bilingual('图：谁走到了哪一步', 'Figure: who came how far'),
  flowTable: bilingual('各步人数', 'Numbers at each step'),
  step: bilingual('步骤', 'Step'),
  steps: {
    classes: bilingual('班级', 'Classes'),
    listed: bilingual('名单上的人', 'On the lists'),
    invited: bilingual('受邀作答', 'Invited'),
    consenting: bilingual('同意用于研究', 'Consent to research'),
    baseline: bilingual('完成基线', 'Answered the baseline'),
    post: bilingual('完成后测', 'Answered the post wave'),
    analysed: bilingual('两次都有，纳入分析', 'Both: analysed'),
  },
  arms: { intervention: bilingual('干预组', 'Intervention'), comparison: bilingual('对照组', 'Comparison') },
  baseline: bilingual('基线时两组是否相像', 'How alike the arms were at the start'),
  baselineNote: bilingual(
    '标准化差异超过 ±0.2 时解释要小心；基线差异不做检验。',
    'Be careful where a standardised difference is beyond ±0.2; baseline differences are not tested.',
  ),
  characteristic: bilingual('特征', 'Characteristic'),
  girls: bilingual('女生比例', 'Girls'),
  age: bilingual('年龄（岁）', 'Age (years)'),
  standardised: bilingual('标准化差异', 'Standardised difference'),
  results: bilingual('结果', 'Results'),
  effects: bilingual('干预减对照', 'Intervention minus comparison'),
  analysis: bilingual('算法', 'Analysis'),
  outcomes: {
    score: bilingual('后测分数，用基线校正', 'Post score adjusted for the baseline'),
    change: bilingual('变化分', 'Change score'),
  },
  sensitivity: bilingual('敏感性分析：最小二乘，CR2 标准误', 'Sensitivity: least squares with CR2 errors'),
  estimate: bilingual('估计', 'Estimate'),
  interval: bilingual('95% 区间', '95% interval'),
  df: bilingual('自由度', 'df'),
  p: bilingual('p', 'p'),
  sd: bilingual('标准差单位', 'In SDs'),
  icc: bilingual('ICC', 'ICC'),
  adjusted: bilingual('校正后的平均分', 'Adjusted means'),
  adjustedNote: bilingual('在全体基线平均分处的后测分数。', 'Post scores at the mean baseline of all.'),
  mean: bilingual('平均分', 'Mean'),
  n: bilingual('人数', 'n'),
  waves: {
    baseline: bilingual('基线', 'Baseline'),
    post: bilingual('后测', 'Post'),
    change: bilingual('变化', 'Change'),
  },
  means: bilingual('两次测评的平均分（标准差）', 'Means of both waves (SD)'),
  group: bilingual('组', 'Arm'),
  change: bilingual('多少人有可靠的变化', 'Reliable change'),
  changeFigure: bilingual('图：两组可靠变化的比例', 'Figure: shares of reliable change in both arms'),
  changeClasses: {
    improved: bilingual('可靠好转', 'Reliably improved'),
    unchanged: bilingual('无可靠变化', 'No reliable change'),
    deteriorated: bilingual('可靠变差', 'Reliably worse'),
    not_computable: bilingual('无法计算', 'Not computable'),
  },
  missing: bilingual('没有再作答的人', 'Those who did not answer again'),
  lostIn: bilingual(
    '{arm}：基线作答的 {began} 人中有 {lost} 人没有后测。',
    '{arm}: {lost} of {began} who answered the baseline did not answer again.',
  ),
  missingHint: bilingual(
    '若没有再作答的人比基线分数相同而作答了的人更差，差别（干预减对照）会变成下表中的数（White、Carpenter 与 Horton，2018）。',
    'If they did worse than those with the same first score who answered, the difference (intervention minus comparison) would be as in the table (White, Carpenter and Horton 2018).',
  ),
  worseBy: bilingual('更差多少', 'Worse by'),
  worseStep: bilingual('{sd} 个标准差', '{sd} SDs'),
  worseIn: {
    intervention: bilingual('只有干预组的更差', 'In the intervention arm only'),
    both: bilingual('两组的都更差', 'In both arms'),
  },
  tipping: bilingual(
    '干预组没有再作答的人要比预期差 {sd} 个标准差，区间才会碰到 0。',
    'Those lost from the intervention arm would have to be {sd} SDs worse than expected for the interval to reach 0.',
  ),
  exposure: bilingual('剂量与忠实度（探索性）', 'Dose and fidelity (exploratory)'),
  exposureHint: bilingual(
    '只看干预组。没有人被随机分配来几次、做多少，来得多的人本来就可能不同，因此不给 p 值，也不说明因果。来的次数在同班之间比较（模型中含班级平均次数）。',
    'Inside the intervention arm. Nobody was allocated to how often they came or how much was done, and those who come more often may differ in other ways: no p value is given, and nothing here shows a cause. Attendance is compared within classes (the class mean stands in the model).',
  ),
  exposureOf: bilingual('得到了什么', 'What was received'),
  exposureKinds: {
    sessions: bilingual('比同班同学多来一次', 'One session more than classmates'),
    fidelity: bilingual('本班要点多完成 10 个百分点', 'Ten percentage points more of the class’s key points'),
  },
  received: bilingual('得到的量', 'Received'),
  receivedRange: bilingual('平均 {mean}（{least} 到 {most}）', 'mean {mean} ({least} to {most})'),
  exposureNone: bilingual(
    '“—”：班级太少，或者大家得到的都一样。',
    '“—”: too few classes, or all received the same.',
  ),
  secondary: bilingual('次要指标', 'Secondary outcomes'),
  secondaryFigure: bilingual('图：次要指标的差别', 'Figure: differences of the secondary outcomes'),
  scale: bilingual('维度', 'Scale'),
  adjustedP: bilingual('校正后 p', 'Adjusted p'),
  hardest: bilingual('学生觉得最难的事', 'What pupils find hardest'),
  hardestNote: bilingual('基线时排在第一位的选择，{n} 人作答。', 'First choices at baseline, {n} answered.'),
  option: bilingual('选项', 'Option'),
  share: bilingual('比例', 'Share'),
  zero: bilingual('0：没有差别', '0: no difference'),
  regions: bilingual('各地区', 'Regions'),
  regionsFigure: bilingual('图：各地区的差别与合并', 'Figure: the regions and what they say together'),
  region: bilingual('地区', 'Region'),
  weight: bilingual('班级 / 人数', 'Classes / persons'),
  pooledRow: bilingual('合并（一个模型）', 'Pooled (one model)'),
  metaRow: bilingual('合并（两步法）', 'Pooled (two stages)'),
  regionPairs: bilingual('地区两两比较', 'Regions in pairs'),
  versions: bilingual('各班所用的版本', 'Versions that classes had'),
  version: bilingual('版本', 'Version'),
  versionNamed: bilingual('{title}（{id}）', '{title} ({id})'),
  sessionsHeld: bilingual('上了的次数', 'Sessions held'),
  fidelity: bilingual('完成的要点', 'Key points done'),
  versionPairs: bilingual('版本两两比较', 'Versions in pairs'),
  pair: bilingual('{left} 减 {right}', '{left} minus {right}'),
  versionsNote: bilingual(
    '班级没有随机分到各个版本：事后的探索性比较。',
    'Classes were not allocated to versions: an exploratory comparison after the fact.',
  ),
  versionsByRegion: bilingual(
    '每个地区各用一个版本，差别也可能来自地区；事后的探索性比较。',
    'Each region used a version of its own, so a difference may come from the region; an exploratory comparison after the fact.',
  ),
  prediction: bilingual('再来一个地区的预测区间', 'Prediction interval for one more region'),
  heterogeneity: bilingual(
    '地区之间的方差 {tau2}（{tauLow} 到 {tauHigh}），I² {i2}%，异质性检验 p {p}。两步法用 REML 和带下限的 Hartung-Knapp 区间；地区少时区间很宽。',
    'Variance between regions: {tau2} ({tauLow} to {tauHigh}), I² {i2}%, test of heterogeneity p {p}. Two stages by REML with Hartung-Knapp intervals that never shrink below the plain ones; with few regions they are wide.',
  ),
  leftOut: bilingual('{name}：{n} 个小班没有计入。', '{name}: {n} small classes were left out.'),
  tidier: bilingual('干预描述（TIDieR）', 'Description of the intervention (TIDieR)'),
  item: bilingual('条目', 'Item'),
  description: bilingual('内容', 'Description'),
  consort: bilingual(
    '整群试验报告条目（CONSORT 扩展）',
    'Reporting items for cluster trials (CONSORT extension)',
  ),
  limits: bilingual('局限', 'Limits'),
  limitList: [
    bilingual(
      '结果属于参加的班级和这段时间；推到别处要看那里是否相像。',
      'The result belongs to these classes and this time; elsewhere it holds as far as things are alike.',
    ),
    bilingual(
      '自评量表受当时心情和期望的影响，作答的人知道自己属于哪一组。',
      'Self-report depends on mood and expectation, and those who answered knew their arm.',
    ),
    bilingual(
      '没有两次都作答的人不在分析里；若他们的变化不同，结果会偏。',
      'Those who did not answer both waves are not in the analysis; the result is biased if their change differed.',
    ),
  ],
  fewClasses: bilingual(
    '每组班级较少（最少 {n} 个），区间和 ICC 都不精确。',
    'There are few classes in an arm (as few as {n}): intervals and ICC are imprecise.',
  ),
  rerun: bilingual('重算', 'Running it again'),
  rerunText: bilingual(
    '随报告可以下载“重算数据”（JSON）：其中是每个班的汇总数和分析规格，用 nuantu analyse 文件名 可得到上面的主要结果。',
    'The “data to run it again” (JSON) beside this report holds the sums of each class and the specification: nuantu analyse FILE gives the main result above.',
  ),
  synthetic: bilingual('合成数据', 'Synthetic data'),
  colophon: bilingual('由暖途 {version} 于 {time} 生成。', 'Made by Nuantu {version} on {time}.'),
} as const satisfies WordTree;

type WordTree = { readonly [name: string]: Texts | WordTree | readonly Texts[] };
