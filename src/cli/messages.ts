import type { InstallationStep } from '../server/installation.ts';
import type { SendErrorCode } from '../server/platform/mail/send-error.ts';
import type { StartErrorCode } from '../server/platform/start/start-error.ts';
import type { MigrationErrorCode } from '../server/platform/database/migration-error.ts';
import type { Words } from './language.ts';

export const START_ERRORS: Readonly<Record<StartErrorCode, Words>> = {
  demo_in_production: {
    en: 'This data folder holds the demo, whose accounts everybody knows: a production start takes a folder of its own. Name another one with NUANTU_DATA.',
    zh: '此数据目录含演示数据，其账号人人皆知：生产环境必须使用独立的数据目录。请用 NUANTU_DATA 指定其他目录。',
  },
  disk_full: {
    en: 'The disk is full: {path} could not be written. Free some space and run the command again; no saved record is lost.',
    zh: '磁盘已满：无法写入 {path}。请清理空间后重试；已保存的记录不会丢失。',
  },
  folder_in_use: {
    en: 'The data folder {path} is in use by process {pid}. Stop it first, or choose another folder with NUANTU_DATA.',
    zh: '数据目录 {path} 正被进程 {pid} 使用。请先停止该进程，或用 NUANTU_DATA 指定其他目录。',
  },
  folder_not_accessible: {
    en: '{path} cannot be read by this user.',
    zh: '当前用户无法读取 {path}。',
  },
  mail_address_invalid: {
    en: '{name} takes e-mail addresses without names (auditor@example.org); NUANTU_AUDIT_HEADS_MAIL takes several, separated by commas.',
    zh: '{name} 应为不带姓名的电子邮箱地址（如 auditor@example.org）；NUANTU_AUDIT_HEADS_MAIL 可写多个，用逗号分隔。',
  },
  mail_setting_wanted: {
    en: '{name} is set, but nothing can be sent without {wanted}.',
    zh: '已设置 {name}，但缺少 {wanted}，无法发送。',
  },
  master_key_invalid: {
    en: 'The master key in {path} is not «version:base64 of 32 bytes», newest first, separated by commas.',
    zh: '{path} 中的主密钥格式不对：应为“版本:32 字节的 base64”，新的在前，用逗号分隔。',
  },
  master_key_missing: {
    en: 'The data are encrypted and their master key is not there: put the file back as {path}, or name the key in NUANTU_MASTER_KEY. Without it nothing can be read, and no new one is made.',
    zh: '数据已加密，但缺少主密钥：请把密钥文件放回 {path}，或用 NUANTU_MASTER_KEY 指定。没有它就无法读取任何数据，系统也不会另造一个。',
  },
  master_key_wanted: {
    en: 'In production no master key is made or guessed: set NUANTU_MASTER_KEY or NUANTU_MASTER_KEY_FILE. To make one: echo "1:$(openssl rand -base64 32)"',
    zh: '生产环境不会自动生成主密钥：请设置 NUANTU_MASTER_KEY 或 NUANTU_MASTER_KEY_FILE。生成方法：echo "1:$(openssl rand -base64 32)"',
  },
  master_key_wrong: {
    en: 'The master key is another one than that of the data (NUANTU_MASTER_KEY, or {path}). Put the right one there; nothing was changed.',
    zh: '主密钥与数据不匹配（NUANTU_MASTER_KEY 或 {path}）。请换成正确的密钥；没有更改任何内容。',
  },
  no_postgres_for_platform: {
    en: 'There is no embedded PostgreSQL for {platform}. Name an outside one with DATABASE_URL.',
    zh: '没有适用于 {platform} 的内置 PostgreSQL。请用 DATABASE_URL 指定外部数据库。',
  },
  no_operating_system_user: {
    en: 'PostgreSQL does not run as root, and neither a user "postgres" nor "nobody" exists here. Start as an ordinary user.',
    zh: 'PostgreSQL 不能以 root 身份运行，而本机没有 postgres 或 nobody 用户。请用普通用户启动。',
  },
  password_rejected: {
    en: 'The database on port {port} refuses the password kept in the data folder (superuser-password).',
    zh: '端口 {port} 上的数据库拒绝了数据目录中保存的密码（superuser-password）。',
  },
  port_taken: {
    en: 'Port {port} is in use by another program. Choose another one with PORT.',
    zh: '端口 {port} 已被其他程序占用。请用 PORT 指定其他端口。',
  },
  postgres_failed: {
    en: 'The database did not start: {line}',
    zh: '数据库启动失败：{line}',
  },
  postgres_slow: {
    en: 'The database (process {pid}) is still starting or stopping after a minute. Try again later.',
    zh: '数据库（进程 {pid}）一分钟后仍在启动或停止。请稍后再试。',
  },
  production_without_tls: {
    en: 'In production passwords and records must not cross a network in the clear: bind to loopback (HOST=127.0.0.1), or put a reverse proxy with TLS in front of {host} and set NUANTU_TRUST_PROXY=1.',
    zh: '生产环境中密码和记录不得以明文经过网络：请只监听本机（HOST=127.0.0.1），或在 {host} 之前放置带 TLS 的反向代理并设置 NUANTU_TRUST_PROXY=1。',
  },
  provider_address_invalid: {
    en: '{name} must be https://HOST or https://HOST:PORT and nothing more (http:// on this computer only). It is not shown here: a password may stand in it.',
    zh: '{name} 应为 https://主机 或 https://主机:端口，之后不得有其他内容（仅本机可用 http://）。其中可能含有密码，此处不显示。',
  },
  number_invalid: {
    en: '{name} cannot be «{value}»: it has to be a whole number from {least} to {most}.',
    zh: '{name} 不能是“{value}”：应为 {least} 到 {most} 的整数。',
  },
  setting_invalid: {
    en: '{name} cannot be «{value}».',
    zh: '{name} 不能是“{value}”。',
  },
  smtp_url_invalid: {
    en: 'NUANTU_SMTP_URL must be smtps://USER:PASSWORD@HOST:PORT or smtp://…, with user and password both or neither, nothing after the port, and special characters as in %40 for @. It is not shown here: a password may stand in it.',
    zh: 'NUANTU_SMTP_URL 应为 smtps://用户名:密码@主机:端口 或 smtp://…：用户名和密码须同时有或同时没有，端口之后不得有其他内容，特殊字符须转义（@ 写作 %40）。其中可能含有密码，此处不显示。',
  },
  store_address_invalid: {
    en: '{name} must be https://HOST/BUCKET or http://…, without user and password, and with nothing behind the bucket. It is not shown here: a password may stand in it.',
    zh: '{name} 应为 https://主机/存储桶 或 http://…，不含用户名和密码，存储桶之后不得有其他内容。其中可能含有密码，此处不显示。',
  },
  store_setting_wanted: {
    en: '{name} is set, but files cannot be stored there without {wanted}.',
    zh: '已设置 {name}，但缺少 {wanted}，无法在那里存放文件。',
  },
  web_address_invalid: {
    en: '{name} must begin with http:// or https:// and hold no user, password and #. It is not shown here: a token may stand in it.',
    zh: '{name} 应以 http:// 或 https:// 开头，且不含用户名、密码和 #。其中可能含有令牌，此处不显示。',
  },
  web_origin_invalid: {
    en: '{name} must be https://HOST, https://HOST:PORT or http://… and nothing more: links begin with it. It is not shown here: a password may stand in it.',
    zh: '{name} 应为 https://主机、https://主机:端口 或 http://…，之后不得有其他内容：链接以它开头。其中可能含有密码，此处不显示。',
  },
};

/** Why the schema could not be brought up to date. */
export const MIGRATION_ERRORS: Readonly<Record<MigrationErrorCode, Words>> = {
  database_newer: {
    en: 'A newer version has used this database (its migration {detail} is not known here). Start that version or a later one; nothing was changed.',
    zh: '此数据库已由更新的版本使用过（本版本没有迁移脚本 {detail}）。请改用该版本或更新的版本启动；没有更改任何内容。',
  },
  migration_changed: {
    en: 'The database ran another text of {detail} than the one here. Put the file of a released version back; nothing was changed.',
    zh: '数据库当初执行的 {detail} 与现有文件内容不同。请换回正式发布版本中的文件；没有更改任何内容。',
  },
  migration_failed: {
    en: 'The database could not be brought up to date; what was finished before stays, and the next start goes on from there. {detail}',
    zh: '数据库结构更新失败；此前已完成的部分保留，下次启动从中断处继续。{detail}',
  },
  roles_missing: {
    en: 'The user of DATABASE_URL may not create the roles that are missing ({detail}). For the first start take one that may: a superuser, or one with CREATEROLE and BYPASSRLS.',
    zh: 'DATABASE_URL 中的用户无权创建所缺的数据库角色（{detail}）。首次启动请改用有此权限的用户：超级用户，或同时具备 CREATEROLE 和 BYPASSRLS 的用户。',
  },
};

/** Why something could not be sent to another machine. */
export const SEND_ERRORS: Readonly<Record<SendErrorCode, Words>> = {
  account_empty: {
    en: 'the account with the provider of short messages is used up',
    zh: '短信服务商的账户余额已用完',
  },
  certificate_untrusted: {
    en: 'the certificate of the other server is one that this computer does not trust, or is for another name; nothing was sent',
    zh: '对方服务器的证书不受本机信任或与主机名不符，未发送任何内容',
  },
  day_over: { en: 'it did not succeed until the day was over', zh: '直到当日结束仍未成功' },
  heads_missing: { en: 'there are no anchors to take the heads from', zh: '没有可供读取链头的锚点文件' },
  limit_reached: { en: 'the other server takes no more for now', zh: '对方服务器已达发送上限' },
  message_invalid: { en: 'the message cannot be sent as it is', zh: '邮件内容不合规，无法发送' },
  outcome_unknown: {
    en: 'the other server did not answer: it may have gone out',
    zh: '对方服务器没有答复，可能已经发出',
  },
  recipient_refused: { en: 'the mail server refuses the recipient', zh: '邮件服务器拒绝该收件人' },
  refused: { en: 'the other server refuses it', zh: '对方服务器拒绝接收' },
  sign_in_refused: {
    en: 'the mail server refuses user and password of NUANTU_SMTP_URL',
    zh: '邮件服务器不接受 NUANTU_SMTP_URL 中的用户名和密码',
  },
  tls_missing: {
    en: 'no TLS came about with the mail server; nothing is sent to it in the clear',
    zh: '与邮件服务器未能建立 TLS，不会以明文发送',
  },
  too_slow: { en: 'the other server did not answer in ten seconds', zh: '对方服务器十秒内没有应答' },
  unreachable: { en: 'the other server cannot be reached', zh: '无法连接对方服务器' },
};

export const STEPS: Readonly<Record<InstallationStep['id'], Words>> = {
  'postgres.create': { en: 'Creating the database', zh: '正在创建数据库' },
  'postgres.start': { en: 'Starting the database', zh: '正在启动数据库' },
  'postgres.adopt': { en: 'Connecting to the running database', zh: '正在接管运行中的数据库' },
  'database.migrate': { en: 'Bringing the database up to date', zh: '正在更新数据库结构' },
  'database.regions': { en: 'Loading the regions', zh: '正在载入行政区划' },
  'database.states': {
    en: 'Sealing what older versions kept in the clear, once',
    zh: '正在加密旧版本明文保存的内容，仅此一次',
  },
  'database.files': {
    en: 'Moving files out of the database into the store, once',
    zh: '正在把数据库里的文件移入文件存储，仅此一次',
  },
  'database.search': {
    en: 'Making the search index anew, once (about a minute for 50,000 people)',
    zh: '正在重建检索索引，仅此一次（每 5 万人约一分钟）',
  },
};

export const USAGE = {
  line: { en: 'Usage: nuantu {rest}', zh: '用法：nuantu {rest}' },
  commands: { en: 'Commands:', zh: '命令：' },
  options: { en: 'Options:', zh: '选项：' },
  help: { en: 'show this help', zh: '显示帮助' },
  more: {
    en: 'nuantu COMMAND --help tells more about one, nuantu --version which version this is.',
    zh: '运行 nuantu 命令 --help 查看某个命令的说明，nuantu --version 查看版本号。',
  },
  unknownCommand: { en: 'Unknown command: {name}', zh: '未知命令：{name}' },
  missingArgument: { en: 'Missing argument: {name}', zh: '缺少参数：{name}' },
  unknownName: { en: 'Unknown name: {name}. There are: {names}', zh: '未知名称：{name}。可用名称：{names}' },
  extraArgument: { en: 'Unexpected argument: {value}', zh: '多余的参数：{value}' },
  unreadableArgument: {
    en: 'An argument holds characters that cannot be kept: {value}',
    zh: '参数中含有无法保存的字符：{value}',
  },
} satisfies Record<string, Words>;

export const DOCTOR = {
  version: { en: 'Nuantu {version}', zh: '暖途 {version}' },
  node: { en: 'Node {version}', zh: 'Node {version}' },
  disk: {
    en: '{gigabytes} GB free for {path} (2 GB wanted)',
    zh: '{path} 可用空间 {gigabytes} GB（建议至少 2 GB）',
  },
  folder: { en: 'Data folder {path}', zh: '数据目录 {path}' },
  folderHeld: {
    en: 'Data folder {path}, in use by process {pid}',
    zh: '数据目录 {path}，正被进程 {pid} 使用',
  },
  folderClosed: { en: '{path} cannot be written by this user', zh: '当前用户无法写入 {path}' },
  programs: { en: '{version} runs on this system', zh: '{version} 可在本机运行' },
  programsFail: {
    en: 'The embedded PostgreSQL does not run here: {reason}',
    zh: '内置 PostgreSQL 无法在本机运行：{reason}',
  },
  database: {
    en: 'Database: PostgreSQL {version}, no damaged page',
    zh: '数据库：PostgreSQL {version}，未发现损坏页',
  },
  jobs: { en: 'Background work: nothing waits', zh: '后台任务：没有积压' },
  jobsLag: {
    en: 'Background work: {jobs} jobs and {unsealed} audit rows have waited for more than ten minutes; look for «job failed» in the log',
    zh: '后台任务：{jobs} 个任务、{unsealed} 条审计记录等待超过十分钟；请在日志中查找“job failed”',
  },
  jobRetried: {
    en: 'Background work: {task} failed and is tried again: {reason}',
    zh: '后台任务：{task} 失败，将再次尝试：{reason}',
  },
  jobRetriedUnknown: {
    en: 'Background work: {task} failed and is tried again; look for «job failed» in the log',
    zh: '后台任务：{task} 失败，将再次尝试；请在日志中查找“job failed”',
  },
  deliveriesLate: {
    en: 'Deliveries between organisations: {late} wait for more than ten minutes and {dead} were given up, kind {kind}, the oldest of {since}; the operator’s page «Deliveries» says between whom',
    zh: '机构间送达：{kind} 有 {late} 项等待超过十分钟、{dead} 项已停止尝试，最早的发出于 {since}；平台运维的“机构间送达”页面可以看到是谁发给谁',
  },
  webhooksLate: {
    en: 'Connections to other systems: {stopped} are stopped after three days of failures, {late} messages wait for more than three hours; administrators see which under Administration → Connections',
    zh: '数据对接：{stopped} 个连续三天没有送到、已停止，{late} 条消息等待超过三小时；机构管理员在“管理”→“数据对接”里可以看到是哪些',
  },
  messagesStuck: {
    en: 'Messages to staff ({way}): {late} could not go out for ten minutes and {dead} were given up, the oldest of {since}; the operator’s page «Unsent messages» says to whom',
    zh: '给员工的提醒（{way}）：{late} 条十分钟未能发出、{dead} 条已停止发送，最早的产生于 {since}；平台运维的“未发出的提醒”页面可以看到是发给谁的',
  },
  filesNeglected: {
    en: 'Files: {delayed} could not be checked for more than ten minutes (is the scanner of NUANTU_CLAMD there?), {missing} are not in the store any more (bring them back from the backup); look for «check-files» in the log',
    zh: '文件：{delayed} 个超过十分钟未能检查（NUANTU_CLAMD 的扫描程序在吗？），{missing} 个在存储里找不到（请从备份恢复）；请在日志中查找“check-files”',
  },
  jobsUnknown: { en: 'Background work: not to be seen: {reason}', zh: '后台任务：无法查看：{reason}' },
  masterKey: { en: 'Master key: it is the one of these data', zh: '主密钥：与数据匹配' },
  masterKeyUncompared: {
    en: 'Master key: there; the next start compares it with the data',
    zh: '主密钥：已就绪；下次启动时与数据核对',
  },
  masterKeyBeside: {
    en: 'Master key: {path} lies in the data folder, so that whoever copies the folder can read everything. Move it elsewhere and name it in NUANTU_MASTER_KEY_FILE.',
    zh: '主密钥：{path} 就在数据目录里，谁复制了目录就能读取一切。请移到别处，并用 NUANTU_MASTER_KEY_FILE 指定。',
  },
  masterKeyNone: { en: 'Master key: made at the first start', zh: '主密钥：首次启动时生成' },
  production: {
    en: 'Settings: production, no demo, cookies over HTTPS only',
    zh: '设置：生产环境，无演示数据，Cookie 仅经 HTTPS',
  },
  demo: {
    en: 'Settings: with the demo, for this computer or whoever has its password; not for real people',
    zh: '设置：含演示数据，仅供本机或持密码者试用；不得存放真实人员资料',
  },
  noDemo: { en: 'Settings: without the demo', zh: '设置：不含演示数据' },
  databaseNone: { en: 'Database: not created yet', zh: '数据库：尚未创建' },
  databaseStopped: { en: 'Database: stopped', zh: '数据库：已停止' },
  databaseFails: { en: 'DATABASE_URL: no connection: {reason}', zh: 'DATABASE_URL 无法连接：{reason}' },
  databaseOld: {
    en: 'Database: PostgreSQL {version} is too old, 15 is the oldest that works',
    zh: '数据库：PostgreSQL {version} 版本过旧，至少需要 15',
  },
  databaseDamaged: {
    en: 'Database: {damaged} damaged pages were read; check the disk and restore a backup',
    zh: '数据库：读到 {damaged} 个损坏页；请检查磁盘并恢复备份',
  },
} satisfies Record<string, Words>;

export const SCHEMA = {
  drift: {
    en: '{path}:{line} is not what the migrations make. Run `npm run nuantu -- schema dump` and commit the result.\n  committed: {committed}\n  made:      {made}',
    zh: '{path}:{line} 与迁移脚本生成的结果不一致。请运行 `npm run nuantu -- schema dump` 并提交结果。\n  已提交：{committed}\n  生成的：{made}',
  },
} satisfies Record<string, Words>;

export const START = {
  address: { en: 'Nuantu is at {address}', zh: '暖途已启动：{address}' },
  demo: {
    en: 'Demo accounts, all data synthetic (password: {password}):',
    zh: '演示账号，全部为合成数据（密码：{password}）：',
  },
  erasedAgain: {
    en: 'The database is older than the list of who was erased: {count} persons or accounts were erased again.',
    zh: '数据库比注销记录旧：已重新注销 {count} 个人或账号。',
  },
  firstLink: {
    en: 'Open this link once to become the first administrator: {link}',
    zh: '请打开此一次性链接，创建第一位管理员：{link}',
  },
  keyBeside: {
    en: 'Warning: the master key {path} lies in the data folder. Move it elsewhere and name it in NUANTU_MASTER_KEY_FILE.',
    zh: '警告：主密钥 {path} 就在数据目录里。请移到别处，并用 NUANTU_MASTER_KEY_FILE 指定。',
  },
  waits: {
    en: 'Another start of Nuantu, or a command, is bringing the same database up to date; this one waits until it is through.',
    zh: '另一个暖途进程或命令正在更新同一个数据库；本次启动将等它完成后继续。',
  },
  died: {
    en: 'The database ended by itself; it is being started again. No saved record is lost.',
    zh: '数据库意外停止，正在重新启动；已保存的记录不会丢失。',
  },
  launched: { en: 'The database is up again.', zh: '数据库已恢复。' },
  stop: { en: 'Ctrl-C stops it.', zh: '按 Ctrl-C 停止。' },
} satisfies Record<string, Words>;

export const SEED = {
  unknownKind: { en: 'Seed what? demo or city, not "{kind}".', zh: '请选择 demo 或 city，而不是“{kind}”。' },
  alreadyThere: { en: 'The {kind} data are already there.', zh: '{kind} 数据已经存在。' },
  cityDone: {
    en: '{clients} synthetic clients are there; sign in as {user}.',
    zh: '已生成 {clients} 位合成服务对象；请以 {user} 登录。',
  },
} satisfies Record<string, Words>;

export const IMPORT = {
  optionsMissing: {
    en: 'Name the organisation and the site: --organisation CODE --site CODE',
    zh: '请指定机构和站点：--organisation 代码 --site 代码',
  },
  noFile: { en: 'The file cannot be read: {path}', zh: '无法读取文件：{path}' },
  noOrganisation: { en: 'There is no organisation {code}.', zh: '没有代码为 {code} 的机构。' },
  noSite: { en: 'The organisation has no site {code}.', zh: '该机构没有代码为 {code} 的站点。' },
  done: {
    en: '{rows} rows: {created} created, {updated} updated, {unchanged} unchanged, {rejected} rejected, {undecided} to decide',
    zh: '共 {rows} 行：新增 {created}，更新 {updated}，未变 {unchanged}，退回 {rejected}，待确认 {undecided}',
  },
  rejected: { en: 'row {row}, {column}: {message}', zh: '第 {row} 行，{column}：{message}' },
  undecided: { en: 'row {row}: to decide: {message}', zh: '第 {row} 行，待确认：{message}' },
  sheetUnused: { en: 'not used: the sheet {name}', zh: '没有使用的工作表：{name}' },
  ignored: { en: 'columns not used: {headings}', zh: '没有使用的列：{headings}' },
  unknownColumns: { en: 'no sheet has these columns: {headings}', zh: '没有哪个工作表有这些列：{headings}' },
} satisfies Record<string, Words>;

export const AUDIT = {
  intact: {
    en: '{rows} rows verified: nothing was changed or removed.',
    zh: '已核验 {rows} 行：没有任何改动或删除。',
  },
  unanchored: {
    en: '{rows} rows verified, but no anchor outside the database says how far the trail had come. So it is in the first minute after an installation, an upgrade or a restore; else somebody took the anchors away.',
    zh: '已核验 {rows} 行，但数据库之外没有锚点说明记录原本到哪里。安装、升级或恢复后的第一分钟属正常；否则是有人取走了锚点。',
  },
  broken: {
    en: '{faults} faults: the audit trail was tampered with.',
    zh: '发现 {faults} 处异常：审计记录被改动过。',
  },
} satisfies Record<string, Words>;

export const KEYS = {
  fromEnvironment: {
    en: 'The master key comes from NUANTU_MASTER_KEY: put the new version in front of it yourself; organisation keys are rotated now.',
    zh: '主密钥来自 NUANTU_MASTER_KEY：请自行把新版本放在最前面；现在轮换机构密钥。',
  },
  rotated: {
    en: 'Keys rotated. Back up the key file.',
    zh: '密钥已轮换。请备份密钥文件。',
  },
  broken: {
    en: '{count} sealed values do not open (listed above under «broken») and stay under the keys that they had; everything else is under the new ones. Restore these rows from a backup and rotate again; until then keep the older keys.',
    zh: '有 {count} 处加密内容无法解开（见上方 broken 列表），仍用原来的密钥；其余内容都已换用新密钥。请从备份恢复这些记录后再轮换一次；在此之前请保留旧密钥。',
  },
} satisfies Record<string, Words>;

/** While a command goes on without it. */
export const SEALS = {
  broken: {
    en: '{column} of row {row} does not open and is left out ({count} so far in this column); restore it from a backup.',
    zh: '{column} 中记录 {row} 的加密内容无法解开，已略过（该列累计 {count} 处）；请从备份恢复。',
  },
} satisfies Record<string, Words>;

export const REPAIR = {
  done: {
    en: 'Looked through every organisation; what was mended stands above.',
    zh: '已检查全部机构，修复结果见上。',
  },
} satisfies Record<string, Words>;

export const USER = {
  created: { en: 'Invited {username}. One-time link: {link}', zh: '已邀请 {username}。一次性链接：{link}' },
  optionsMissing: {
    en: 'Name organisation, role and name: --organisation CODE --role ROLE --name NAME [--site CODE …]',
    zh: '请指定机构、角色和姓名：--organisation 代码 --role 角色 --name 姓名 [--site 代码 …]',
  },
  unknownRole: { en: 'Unknown role {role}; one of: {roles}', zh: '未知角色 {role}；可选：{roles}' },
} satisfies Record<string, Words>;
