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
