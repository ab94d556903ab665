/** Packages whose findings of high severity cannot be used against anybody here, and why. See docs/security.md. */
export const EXPLAINED = new Map([
  ['tar', 'unpacks one archive, libtensorflow, while tfjs-node is installed; never runs afterwards'],
  ['@mapbox/node-pre-gyp', 'only its dependency tar: runs while tfjs-node is installed, and to find its library'],
  ['@tensorflow/tfjs-node', 'only its dependency tar; it is optional, and the newest version there is'],
]);
