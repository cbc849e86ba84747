// tests of the server may not know its commands
export { listOperations } from '../src/cli/list-operations.ts';
