/** Every slice of the workbench, a line each. */
export { analyses } from '../analyses/public.ts';
export { audit } from '../audit/public.ts';
export { books } from '../books/public.ts';
export { calendar } from '../calendar/public.ts';
export { casework } from '../casework/public.ts';
export { clients } from '../clients/public.ts';
export { deliveries } from '../deliveries/public.ts';
export { files } from '../files/public.ts';
export { groups } from '../groups/public.ts';
export { identity } from '../identity/public.ts';
export { measures } from '../measures/public.ts';
export { notifications } from '../notifications/public.ts';
export { organisations } from '../organisations/public.ts';
export { playbooks } from '../playbooks/public.ts';
export { studies } from '../studies/public.ts';
export { today } from '../today/public.ts';
export { webhooks } from '../webhooks/public.ts';
