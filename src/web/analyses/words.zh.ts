/** Words of analysing a table from elsewhere in Chinese. */
export const zh = {
  page: {
    title: '分析一份数据表',
    lead: '打开一份 CSV，选一个问题，得到与研究页面相同的统计结果。数据只在这台电脑上读取和计算，不会上传。',
  },
  file: {
    title: '数据文件',
    choose: '选择文件',
    hint: '.csv：UTF-8、GB18030（WPS、Excel 另存的 CSV）或 UTF-16，逗号、分号或制表符分隔，第一行是列名。',
    opened: '{{name}}：{{rows}} 行，{{columns}} 列',
  },
  question: {
    title: '想知道什么',
    kind: '问题',
    kinds: {
      compare: '两组有差别吗',
      paired: '前后有变化吗',
      ancova: '考虑前测后，各组有差别吗',
      mixed: '考虑班级、学校后，什么有影响',
      reliability: '量表可靠吗',
    },
    hints: {
      compare: '两个独立的组（Welch t 检验、Hedges g）。学生来自同一班级时，请选“考虑班级、学校后”。',
      paired: '同一批人的两次分数（配对 t 检验）。',
      ancova: '协方差分析：比较各组的后测，扣除前测等协变量。学生来自同一班级时，请选“考虑班级、学校后”。',
      mixed:
        '多层线性模型（REML）：班级、学校、个人作为随机效应，要比较的和要控制的作为固定项；交互写作 x:arm。',
      reliability: '克隆巴赫 α 与 ω：选同一量表的各个题目。',
    },
    run: '计算',
  },
  field: {
    outcome: '结果（数值列）',
    group: '分组',
    before: '前测',
    after: '后测',
    covariates: '协变量',
    terms: '固定项',
    groups: '班级、学校或个人（随机效应）',
    items: '题目',
  },
  declared: {
    missing: '没有作答的写法',
    missingHint: '空格本来就算没有作答；“缺失”“-99”之类请写在这里。',
    factors: '是编号而不是数值的列',
    factorsHint: '例如用 1、2 表示的组别。',
  },
  refused: {
    spreadsheet: '这是 Excel 文件。请在 WPS 或 Excel 中“另存为”CSV，再打开。',
    no_text: '这个文件不是文字表格，读不了。',
    empty: '这个文件是空的。',
    here: '“说明文件”里要写的内容，在本页填在“没有作答的写法”和“是编号而不是数值的列”里。',
  },
  result: {
    title: '结果',
    difference: '{{high}} 比 {{low}} 相差 {{value}}（95% 区间 {{interval}}）。',
    change: '{{n}} 人平均变化 {{value}}（95% 区间 {{interval}}）。',
    test: 't = {{t}}，自由度 {{df}}，p {{p}}。',
    hedges: 'Hedges g = {{value}}（{{interval}}）。',
    dz: '效应量 dz = {{value}}（{{interval}}）。',
    alpha: '{{n}} 人答完全部题目，α = {{value}}（95% 区间 {{interval}}）。',
    omega: 'ω = {{value}}。',
    rows: '用了 {{n}} 行中的 {{used}} 行，R² = {{r2}}。',
    mixed: '用了 {{n}} 行中的 {{used}} 行；{{groups}}；ICC = {{icc}}。',
    groups: '各组',
    group: '组',
    persons: '人数',
    mean: '均值',
    sd: '标准差',
    se: '标准误',
    df: '自由度',
    p: 'p',
    adjusted: '调整后的均值',
    effects: '固定效应',
    term: '项',
    estimate: '估计',
    interval: '95% 区间',
    variances: '方差成分',
    variance: '方差',
    residual: '残差',
    items: '各题',
    item: '题目',
    itemRest: '题总相关',
    ifDropped: '删去该题后的 α',
    again: '任何人都可以用命令 nuantu analyse 和下面的说明文件，对同一份数据算出同样的结果。',
    specification: '保存说明文件',
    save: '保存完整结果',
  },
};

declare module '../base/words.ts' {
  interface SliceWords {
    analyses: typeof zh;
  }
}
