/** Words of the roster import in Chinese. */
export const zhRoster = {
  title: '导入花名册',
  lead: '学校发来的 Excel 或 CSV 可以直接导入；先预演，看清楚再导入。同一份名单再导入一次，只更新变化的内容。',
  choose: '点这里选择文件，或把文件拖进来',
  formats: '支持 .xlsx 和 .csv（UTF-8、GB18030）；标题行、空格和多余的列会自动处理',
  preview: '预演',
  import: '导入（{{n}} 行有变化）',
  toClients: '查看服务对象',
  wouldDo: '预演结果（尚未更改任何内容）',
  done: '导入完成',
  counts: '共 {{rows}} 行：新增 {{created}}，更新 {{updated}}，未变 {{unchanged}}，退回 {{refused}}',
  rejected: '退回的行',
  rejectedHint: '这些行没有导入。下载后按行号改正原文件，再导入一次即可，其余行不会重复。',
  row: '行号',
  column: '列',
  reason: '原因',
  download: '下载退回的行',
};

/** Words of recording a class's consents in Chinese. */
export const zhClassConsent = {
  title: '登记全班同意书',
  lead: '把收回的纸质同意书按班登记：勾选交了同意书的学生，一次保存。未满 14 周岁的学生须由监护人同意。',
  purposes: '同意的事项',
  pupils: '交了同意书的学生（已选 {{n}} / {{all}}）',
  everyone: '全部',
  record: '登记 {{n}} 人的同意',
  done: '已登记',
  recorded: '已登记 {{n}} 条同意。',
  withoutGuardian: '以下学生还没有监护人信息，未登记：{{names}}。请先在个人页面添加监护人。',
  next: '下一步：新建测评',
};
