import type { FastifyRequest } from 'fastify';

/** Enough of the user agent to recognise one's own browser in a list. */
export function browserOf(request: FastifyRequest): string {
  const agent = request.headers['user-agent'] ?? '';
  const browser = /(Edg|Chrome|Firefox|Safari|MicroMessenger)\/\d+/.exec(agent)?.[0] ?? 'program';
  const system = /(Windows|Android|iPhone|iPad|Mac OS|Linux|HarmonyOS)/.exec(agent)?.[0] ?? '';
  return [browser.replace('/', ' '), system].filter(Boolean).join(', ');
}
