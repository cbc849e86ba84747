import { createHash } from 'node:crypto';

const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);

/**
 * Merkle root as RFC 9162 (certificate transparency) computes it: leaves and nodes hashed with different prefixes,
 * so that a node cannot pass for a leaf; the left subtree is the largest full one.
 */
export function merkleRoot(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 0) return createHash('sha256').digest();
  const [first] = leaves;
  if (leaves.length === 1 && first !== undefined)
    return createHash('sha256').update(LEAF).update(first).digest();
  const split = 2 ** Math.ceil(Math.log2(leaves.length) - 1);
  return createHash('sha256')
    .update(NODE)
    .update(merkleRoot(leaves.slice(0, split)))
    .update(merkleRoot(leaves.slice(split)))
    .digest();
}
