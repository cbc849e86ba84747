import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The far sides of short messages as their documents describe them: they check what they are asked, and answer as recorded. */

export interface FarSide {
  readonly url: string;
  close(): Promise<void>;
}

/** @param answer undefined: the line breaks before anything is said */
async function listen(
  answer: (request: IncomingMessage, body: string) => object | undefined,
): Promise<FarSide> {
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void chunks.push(chunk));
    request.on('end', () => {
      const answered = answer(request, Buffer.concat(chunks).toString());
      if (answered === undefined) {
        request.destroy();
        return;
      }
      const { status = 200, ...body } = answered as { status?: number };
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
      response.end(JSON.stringify(body));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export interface SentSms {
  readonly to: string;
  readonly sign: string;
  readonly template: string;
  readonly values: Record<string, string>;
}

/** 短信服务 SendSms; `refusal` is the code that it answers with instead of taking a message; `isMute`: it takes one and says nothing. */
export async function startAliyun(keyId: string, secret: string) {
  const messages: SentSms[] = [];
  const nonces = new Set<string>();
  const far = await listen((request) => {
    const fault = faultOf(request, keyId, secret, nonces);
    if (fault !== undefined)
      return {
        status: fault.startsWith('InvalidAccessKeyId') ? 404 : 400,
        Code: fault,
        Message: 'no',
        RequestId: 'R',
      };
    if (aliyun.refusal !== undefined)
      return { Code: aliyun.refusal, Message: '触发业务流控', RequestId: 'R' };
    const query = new URL(request.url ?? '', 'http://far').searchParams;
    messages.push({
      to: query.get('PhoneNumbers') ?? '',
      sign: query.get('SignName') ?? '',
      template: query.get('TemplateCode') ?? '',
      values: JSON.parse(query.get('TemplateParam') ?? '{}') as Record<string, string>,
    });
    if (aliyun.isMute) return undefined;
    return { Code: 'OK', Message: 'OK', BizId: '9006197469364984400', RequestId: 'R' };
  });
  const aliyun = { ...far, messages, refusal: undefined as string | undefined, isMute: false };
  return aliyun;
}

/** What the gateway says of a request that is not signed as the V3 mechanism wants it. */
function faultOf(
  { method, url = '', headers }: IncomingMessage,
  keyId: string,
  secret: string,
  nonces: Set<string>,
): string | undefined {
  const [, credential, names = '', signature] =
    /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([\da-f]{64})$/.exec(
      headers.authorization ?? '',
    ) ?? [];
  if (credential !== keyId) return 'InvalidAccessKeyId.NotFound';
  const wanted = [
    'host',
    'x-acs-action',
    'x-acs-content-sha256',
    'x-acs-date',
    'x-acs-signature-nonce',
    'x-acs-version',
  ];
  if (names !== wanted.join(';')) return 'MissingParameter';
  if (headers['x-acs-action'] !== 'SendSms' || headers['x-acs-version'] !== '2017-05-25')
    return 'InvalidAction.NotFound';
  const nonce = String(headers['x-acs-signature-nonce']);
  if (nonces.has(nonce)) return 'SignatureNonceUsed';
  nonces.add(nonce);
  const [path = '', query = ''] = url.split('?');
  const sorted = query.split('&').toSorted().join('&');
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  const request = [
    method,
    path,
    sorted,
    ...wanted.map((name) => `${name}:${String(headers[name])}`),
    '',
    names,
    headers['x-acs-content-sha256'],
  ].join('\n');
  const right = createHmac('sha256', secret)
    .update(`ACS3-HMAC-SHA256\n${hash(request)}`)
    .digest('hex');
  return right === signature ? undefined : 'SignatureDoesNotMatch';
}

export interface SentWecom {
  readonly to: string;
  readonly agentId: number;
  readonly text: string;
}

/**
 * 企业微信: gettoken and message/send; tokens can be ended, as they are when somebody else asks for one. What is asked to be checked
 * for duplicates it shows once, and says of the second that it went well. A text of more than 2,048 bytes is cut.
 */
export async function startWecom(corporationId: string, secret: string) {
  const messages: SentWecom[] = [];
  const issued: string[] = [];
  const shown = new Set<string>();
  const far = await listen((request, body) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://far');
    if (pathname === '/cgi-bin/gettoken') {
      if (searchParams.get('corpid') !== corporationId) return { errcode: 40_013, errmsg: 'invalid corpid' };
      if (searchParams.get('corpsecret') !== secret) return { errcode: 40_001, errmsg: 'invalid credential' };
      issued.push(`token-${issued.length + 1}`);
      return { errcode: 0, errmsg: 'ok', access_token: issued.at(-1), expires_in: 7_200 };
    }
    const token = searchParams.get('access_token') ?? '';
    if (!issued.includes(token)) return { errcode: 40_014, errmsg: 'invalid access_token' };
    if (wecom.ended.has(token)) return { errcode: wecom.endedCode, errmsg: 'access_token expired' };
    if (wecom.refusal !== undefined) return { errcode: wecom.refusal, errmsg: 'no' };
    const sent = JSON.parse(body) as {
      touser: string;
      agentid: number;
      text: { content: string };
      enable_duplicate_check?: number;
    };
    if (wecom.unknownUsers.has(sent.touser))
      return { errcode: 0, errmsg: 'ok', invaliduser: sent.touser, msgid: 'm' };
    if (sent.enable_duplicate_check === 1 && shown.has(body)) return { errcode: 0, errmsg: 'ok', msgid: 'm' };
    shown.add(body);
    const text = Buffer.from(sent.text.content).subarray(0, 2_048).toString();
    messages.push({ to: sent.touser, agentId: sent.agentid, text });
    return { errcode: 0, errmsg: 'ok', msgid: 'm' };
  });
  const wecom = {
    ...far,
    messages,
    issued,
    ended: new Set<string>(),
    endedCode: 42_001,
    refusal: undefined as number | undefined,
    unknownUsers: new Set<string>(),
  };
  return wecom;
}

export type Aliyun = Awaited<ReturnType<typeof startAliyun>>;
export type Wecom = Awaited<ReturnType<typeof startWecom>>;
