export { ClientChoice } from './client-choice.tsx';
export { ClientContact } from './client-contact.tsx';
export { onlySite, reachableSites } from './client-fields.tsx';
export { ConsentTag, RiskTag } from './client-tags.tsx';
export { Endings } from './endings.tsx';
export { clientQuery, clientsKey, consentsQuery } from './queries.ts';
export { clients } from './slice.tsx';
export { useClasses } from './use-classes.ts';
export { useClassNames, useClassOrder } from './use-class-names.ts';
