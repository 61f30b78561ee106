// The Merkle tree of the log (RFC 9162 §2.1). Indexes and sizes are numbers up to 2^53.

import { concat, isSame } from "./bytes.js";
import { sha256 } from "./hash.js";

/** @param {Uint8Array} entry @returns {Uint8Array} */
export function leafHash(entry) {
  return sha256(concat(Uint8Array.of(0), entry));
}

/** @param {Uint8Array} left @param {Uint8Array} right @returns {Uint8Array} */
export function nodeHash(left, right) {
  return sha256(concat(Uint8Array.of(1), left, right));
}

/** The root of a tree without leaves. */
export const EMPTY_ROOT = sha256(new Uint8Array());

/**
 * Whether a leaf is in a tree (RFC 9162 §2.1.3.2).
 * @param {number} index
 * @param {number} size
 * @param {Uint8Array} leaf
 * @param {Uint8Array[]} path the leaf's sibling first
 * @param {Uint8Array} root
 */
export function isIncluded(index, size, leaf, path, root) {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false;
  let fn = index;
  let sn = size - 1;
  let hash = leaf;
  for (const sibling of path) {
    if (sn === 0 || sibling.length !== 32) return false;
    if (fn % 2 === 1 || fn === sn) {
      hash = nodeHash(sibling, hash);
      while (fn % 2 === 0 && fn !== 0) {
        fn /= 2;
        sn = Math.floor(sn / 2);
      }
    } else {
      hash = nodeHash(hash, sibling);
    }
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  return sn === 0 && isSame(hash, root);
}

/**
 * Whether a tree is the beginning of a larger one (RFC 9162 §2.1.4.2).
 * @param {number} size
 * @param {Uint8Array} root
 * @param {number} laterSize
 * @param {Uint8Array} laterRoot
 * @param {Uint8Array[]} proof
 */
export function isConsistent(size, root, laterSize, laterRoot, proof) {
  if (!Number.isSafeInteger(size) || !Number.isSafeInteger(laterSize) || size < 0 || size > laterSize) return false;
  if (proof.some((hash) => hash.length !== 32)) return false;
  if (size === laterSize) return proof.length === 0 && isSame(root, laterRoot);
  // Nothing is in an empty tree, so any other one begins with it.
  if (size === 0) return proof.length === 0 && isSame(root, EMPTY_ROOT);
  const hashes = [...proof];
  let isPower = size;
  while (isPower % 2 === 0) isPower /= 2;
  if (isPower === 1) hashes.unshift(root);
  if (hashes.length === 0) return false;
  let fn = size - 1;
  let sn = laterSize - 1;
  while (fn % 2 === 1) {
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  let earlier = hashes[0];
  let later = hashes[0];
  for (const hash of hashes.slice(1)) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      earlier = nodeHash(hash, earlier);
      later = nodeHash(hash, later);
      while (fn % 2 === 0 && fn !== 0) {
        fn /= 2;
        sn = Math.floor(sn / 2);
      }
    } else {
      later = nodeHash(later, hash);
    }
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  return sn === 0 && isSame(earlier, root) && isSame(later, laterRoot);
}
