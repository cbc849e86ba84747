export { showDoor } from './door.ts';
export { type DoorWords, focusFirst, signInForm } from './sign-in-form.ts';
