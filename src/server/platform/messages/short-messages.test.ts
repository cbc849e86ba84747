import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FarSide, startAliyun, startWecom } from '../../../../test/short-message-servers.ts';
import { canonicalQuery, createAliyunSms, signed } from './aliyun-sms.ts';
import { createWecom } from './wecom.ts';

let now = Date.parse('2026-11-27T02:00:00Z');
const clock = () => new Date(now);
const notice = {
  id: 'one',
  text: '暖途：有一个风险预警等人处理',
  template: 'notice',
  values: { count: '2' },
} as const;
const open: FarSide[] = [];

afterEach(async () => {
  for (const far of open.splice(0)) await far.close();
});

// oracle: the example of 阿里云's own description (V3 版本请求体与签名机制, 固定参数示例)
it('signs as the provider’s own example does', () => {
  const query = canonicalQuery({
    RegionId: 'cn-shanghai',
    ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd',
  });
  const keys = { keyId: 'YourAccessKeyId', keySecret: 'YourAccessKeySecret' };
  const { authorization } = signed(keys, query, {
    host: 'ecs.cn-shanghai.aliyuncs.com',
    'x-acs-action': 'RunInstances',
    'x-acs-date': '2023-10-26T10:22:32Z',
    'x-acs-signature-nonce': '3156853299f313e23d1673dc12e1703d',
    'x-acs-version': '2014-05-26',
  });
  expect(authorization).toMatch(
    /Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0$/,
  );
});

describe('阿里云短信服务', () => {
  const settings = (url: string, keySecret = 'secret') => ({
    url,
    keyId: 'key',
    keySecret,
    signName: '暖途（测试）*',
    templates: { notice: 'SMS_1', code: 'SMS_2' },
  });

  it('takes a message that is signed, with the approved text and what stands in its gaps', async () => {
    const far = await startAliyun('key', 'secret');
    open.push(far);
    const sms = createAliyunSms(settings(far.url), clock);
    await sms.send({ ...notice, to: '13800138000' });
    await sms.send({ ...notice, to: '13800138000', template: 'code', values: { code: '012345' } });
    expect(far.messages).toEqual([
      { to: '13800138000', sign: '暖途（测试）*', template: 'SMS_1', values: { count: '2' } },
      { to: '13800138000', sign: '暖途（测试）*', template: 'SMS_2', values: { code: '012345' } },
    ]);
  });

  it('warns by a text of its own where one is approved, else by the notice', async () => {
    const far = await startAliyun('key', 'secret');
    open.push(far);
    const own = settings(far.url);
    const warning = { ...notice, to: '13800138000', template: 'warning' } as const;
    await createAliyunSms(own, clock).send(warning);
    await createAliyunSms({ ...own, templates: { ...own.templates, warning: 'SMS_3' } }, clock).send(warning);
    expect(far.messages.map(({ template }) => template)).toEqual(['SMS_1', 'SMS_3']);
  });

  it.each([
    ['isv.BUSINESS_LIMIT_CONTROL', 'limit_reached'],
    ['isv.AMOUNT_NOT_ENOUGH', 'account_empty'],
    ['isv.MOBILE_NUMBER_ILLEGAL', 'recipient_refused'],
    ['isv.SMS_TEMPLATE_ILLEGAL', 'refused'],
  ])('whose %s is told as %s, without a word of the provider', async (refusal, code) => {
    const far = await startAliyun('key', 'secret');
    open.push(far);
    far.refusal = refusal;
    const sent = createAliyunSms(settings(far.url), clock).send({ ...notice, to: '13800138000' });
    await expect(sent).rejects.toMatchObject({ code, message: code });
  });

  it('refuses a signature by another secret', async () => {
    const far = await startAliyun('key', 'secret');
    open.push(far);
    const sent = createAliyunSms(settings(far.url, 'other'), clock).send({ ...notice, to: '13800138000' });
    await expect(sent).rejects.toMatchObject({ code: 'sign_in_refused' });
    expect(far.messages).toEqual([]);
  });

  it('is asked to send to mobile numbers of the mainland only', async () => {
    const sms = createAliyunSms(settings('http://127.0.0.1:1'), clock);
    for (const to of ['', '12800138000', '138001380001', '13800138000,13900139000', '+8613800138000']) {
      expect(sms.isAddress(to)).toBe(false);
      await expect(sms.send({ ...notice, to })).rejects.toMatchObject({ code: 'message_invalid' });
    }
  });

  it('that takes a message and does not say so may have sent it', async () => {
    const far = await startAliyun('key', 'secret');
    open.push(far);
    far.isMute = true;
    const sent = createAliyunSms(settings(far.url), clock).send({ ...notice, to: '13800138000' });
    await expect(sent).rejects.toMatchObject({ code: 'outcome_unknown' });
    expect(far.messages).toHaveLength(1);
  });

  it('that is down has sent nothing; behind a gateway that answers with a page it may have', async () => {
    const gone = await startAliyun('key', 'secret');
    await gone.close();
    const sent = createAliyunSms(settings(gone.url), clock).send({ ...notice, to: '13800138000' });
    await expect(sent).rejects.toMatchObject({ code: 'unreachable' });
    const page = createServer((socket) => socket.end('HTTP/1.1 502 Bad\r\ncontent-length: 5\r\n\r\n<hr/>'));
    page.listen(0, '127.0.0.1');
    await once(page, 'listening');
    const { port } = page.address() as AddressInfo;
    const other = createAliyunSms(settings(`http://127.0.0.1:${port}`), clock).send({
      ...notice,
      to: '13800138000',
    });
    await expect(other).rejects.toMatchObject({ code: 'outcome_unknown' });
    page.close();
  });
});

describe('企业微信', () => {
  const settings = (url: string, secret = 'secret') => ({
    url,
    corporationId: 'corp',
    agentId: 1_000_002,
    secret,
  });

  beforeEach(() => {
    now = Date.parse('2026-11-27T02:00:00Z');
  });

  it('is asked for one token, also by many messages at once, until its time is nearly up', async () => {
    const far = await startWecom('corp', 'secret');
    open.push(far);
    const wecom = createWecom(settings(far.url), clock);
    await Promise.all(['lin', 'chen', 'zhou'].map((to) => wecom.send({ ...notice, to })));
    expect(far.messages.toSorted((left, right) => (left.to < right.to ? -1 : 1))).toEqual(
      ['chen', 'lin', 'zhou'].map((to) => ({ to, agentId: 1_000_002, text: `${notice.text}\n#one` })),
    );
    expect(far.issued).toHaveLength(1);
    now += 7_139_000;
    await wecom.send({ ...notice, to: 'lin' });
    expect(far.issued).toHaveLength(1);
    now += 2_000;
    await wecom.send({ ...notice, to: 'lin' });
    expect(far.issued).toHaveLength(2);
  });

  it.each([42_001, 40_014])(
    'that ended a token (%i) is asked for another, and gets the message once',
    async (endedCode) => {
      const far = await startWecom('corp', 'secret');
      open.push(far);
      far.endedCode = endedCode;
      const wecom = createWecom(settings(far.url), clock);
      await wecom.send({ ...notice, to: 'lin' });
      far.ended.add('token-1');
      await wecom.send({ ...notice, id: 'two', to: 'lin' });
      expect(far.messages).toHaveLength(2);
      expect(far.issued).toEqual(['token-1', 'token-2']);
      // a token that ends at once ends the attempt, not the server
      far.ended.add('token-2').add('token-3').add('token-4');
      await expect(wecom.send({ ...notice, to: 'lin' })).rejects.toMatchObject({ code: 'sign_in_refused' });
      expect(far.issued).toHaveLength(3);
    },
  );

  it('gets two messages that say the same, and one that is sent again once', async () => {
    const far = await startWecom('corp', 'secret');
    open.push(far);
    const wecom = createWecom(settings(far.url), clock);
    for (const id of ['019aeb2c-0000-7000-8000-00000000000a', '019aeb2c-0000-7000-8000-00000000000b'])
      for (let turn = 0; turn < 2; turn += 1) await wecom.send({ ...notice, id, to: 'lin' });
    expect(far.messages.map(({ text }) => text)).toEqual([
      `${notice.text}\n#00000a`,
      `${notice.text}\n#00000b`,
    ]);
  });

  it.each([
    [81_013, 'recipient_refused'],
    [45_009, 'limit_reached'],
    [60_020, 'refused'],
  ])('whose %i is told as %s', async (refusal, code) => {
    const far = await startWecom('corp', 'secret');
    open.push(far);
    far.refusal = refusal;
    await expect(createWecom(settings(far.url), clock).send({ ...notice, to: 'lin' })).rejects.toMatchObject({
      code,
    });
  });

  it('that knows no such user, or no such secret, says so', async () => {
    const far = await startWecom('corp', 'secret');
    open.push(far);
    far.unknownUsers.add('nobody');
    const wecom = createWecom(settings(far.url), clock);
    await expect(wecom.send({ ...notice, to: 'nobody' })).rejects.toMatchObject({
      code: 'recipient_refused',
    });
    await expect(wecom.send({ ...notice, to: 'lin|chen' })).rejects.toMatchObject({
      code: 'message_invalid',
    });
    const other = createWecom(settings(far.url, 'other'), clock);
    await expect(other.send({ ...notice, to: 'lin' })).rejects.toMatchObject({ code: 'sign_in_refused' });
  });
});
